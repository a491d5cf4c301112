package dev.wharf.stage;

import dev.wharf.record.WharfRecord;

/** A stage that changes, drops or multiplies records, and only computes: it waits for nothing. */
public non-sealed interface TransformStage extends Stage {

    /** Opens it for one worker; names the fields it will read and write. Called before any record flows. */
    Transform open(StageContext context);

    /** A stage at work: one instance a worker, called by the worker's thread only. */
    interface Transform {
        /**
         * Handles one record, emitting what becomes of it.
         *
         * @throws dev.wharf.error.WharfException when the record cannot be processed
         */
        Outcome apply(WharfRecord record, Output output);
    }

    /** Takes what a stage emits. Passing it on may throw, when a later stage refuses; let that through. */
    interface Output {
        void emit(WharfRecord record);
    }

    /** What became of a record, for the ledger. */
    enum Outcome {
        /** Something was emitted for it. */
        PASSED,
        /** It was dropped on purpose. */
        FILTERED,
        /** It was dropped because the field to decide by is absent or null. */
        FILTERED_ABSENT
    }
}
