package dev.wharf.stage;

/** A stage with its configuration, as it stands in a plan. Immutable; opened anew for each run. */
public sealed interface Stage permits SourceStage, TransformStage, WaitingStage, SinkStage {

    /** One line for {@code explain}: what this stage does, with its values; no secrets. */
    String summary();
}
