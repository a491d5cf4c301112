package dev.wharf.loop;

import java.time.Duration;

/** Offsets follow what is durable; whatever was not committed comes again. */
final class AtLeastOnce implements Delivery {
    private final RecordSource source;

    AtLeastOnce(RecordSource source) {
        this.source = source;
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public void advance(long nowNanos, boolean ending) {
        source.commitIfDue(nowNanos);
    }

    @Override
    public boolean idle() {
        return true;
    }

    @Override
    public void abandon() {}

    @Override
    public void givingUp(Duration limit) {}

    @Override
    public void finish(Duration timeout) {
        source.commitNow(timeout);
    }
}
