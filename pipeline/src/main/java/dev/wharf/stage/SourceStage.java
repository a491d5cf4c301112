package dev.wharf.stage;

import dev.wharf.loop.RecordSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** A stage that reads from outside. */
public non-sealed interface SourceStage extends Stage {

    /** How many workers may read at once, when so many are wanted. */
    int workers(int wanted);

    /** Whether it ends by itself when it is not told to stop. */
    boolean bounded();

    /** Whether a later run goes on where this one stopped, by committed offsets, instead of reading all again. */
    boolean commitsOffsets();

    /** Whether looking at its first records takes nothing away from a run: whoever opens it again gets them again. */
    default boolean repeatable() {
        return false;
    }

    /** What it would read and is not there, in words; empty where all is there, or nobody can tell. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** The consumer group whose offsets remember what was read. */
    default Optional<String> group() {
        return Optional.empty();
    }

    /** The Kafka cluster that it reads from; empty for one that reads something else. */
    default Optional<Cluster> cluster() {
        return Optional.empty();
    }

    /** What it needs to be there before a run starts. */
    default List<TopicUse> topics() {
        return List.of();
    }

    /**
     * Gets ready for one run; called once, before any worker starts.
     *
     * @return opens the source of the worker with this number, from 0; called on the worker's thread
     */
    IntFunction<RecordSource> open(SourceContext context);
}
