package dev.wharf.stage;

/**
 * A kind of stage, found by {@link java.util.ServiceLoader}. One class and one service line make a new stage. Loads no
 * library before {@link #create} is called.
 */
public interface StageProvider {

    StageDescriptor descriptor();

    /**
     * Makes the stage from its configuration, whose keys and types are checked already. Problems between keys are
     * reported by {@link StageConfig#problem}, all of them; what is returned then is not used.
     */
    Stage create(StageConfig config);
}
