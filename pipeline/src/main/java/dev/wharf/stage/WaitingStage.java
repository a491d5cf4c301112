package dev.wharf.stage;

import dev.wharf.record.WharfRecord;

/**
 * A stage that waits: for an answer, a file, a person. It is called on threads of its own, so it may take its time; the
 * order of what waits for what is the plan's {@code order}.
 */
public non-sealed interface WaitingStage extends Stage {

    /** Opens it for one worker; names the fields it will read and write. Called before any record flows. */
    Caller open(StageContext context);

    /** A stage at work for one worker; called by many threads at a time, each with a record of its own. */
    interface Caller extends AutoCloseable {
        /**
         * Handles one record. What it emits goes on when it has returned, and only then.
         *
         * @throws Exception when the record was not dealt with; an interrupt asks for a quick end
         */
        TransformStage.Outcome call(WharfRecord record, TransformStage.Output output) throws Exception;

        @Override
        default void close() {}
    }
}
