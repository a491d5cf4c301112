package dev.wharf.pipeline;

import dev.wharf.loop.RecordFailure;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.TransformStage.Transform;

/** A stage that only computes. */
final class TransformStep extends Step {
    private final Transform transform;

    TransformStep(String id, Transform transform) {
        super(id);
        this.transform = transform;
    }

    @Override
    void work(WharfRecord record) {
        try {
            count(transform.apply(record, this));
        } catch (RecordFailure behind) {
            // A later stage stopped at what this one made of it: this one's part was done.
            counts.passed.add(1);
            throw behind;
        }
    }
}
