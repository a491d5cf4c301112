package dev.wharf.stage;

import java.util.Optional;

/** A stage with its configuration, as it stands in a plan. Immutable; opened anew for each run. */
public sealed interface Stage permits SourceStage, TransformStage, WaitingStage, SinkStage {

    /** One line for {@code explain}: what this stage does, with its values; no secrets. */
    String summary();

    /** Whether it looks up schemas, and was not told in which registry. */
    default boolean wantsRegistry() {
        return false;
    }

    /** Which fields it reads and changes; empty for a stage that does not say, behind which no field is known. */
    default Optional<FieldUse> fields() {
        return Optional.empty();
    }
}
