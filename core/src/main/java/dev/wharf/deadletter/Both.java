package dev.wharf.deadletter;

import dev.wharf.kafka.TopicWriter;
import dev.wharf.record.WharfRecord;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Two things that were sent for one record: whoever waits hears of it when both have come to an end. Any thread. */
final class Both implements TopicWriter.Acknowledgements {
    private final TopicWriter.Acknowledgements told;
    private final AtomicInteger open = new AtomicInteger(2);
    private final AtomicBoolean returned = new AtomicBoolean();

    Both(TopicWriter.Acknowledgements told) {
        this.told = told;
    }

    @Override
    public void acknowledged(WharfRecord record) {
        ended(record);
    }

    @Override
    public void returned(WharfRecord record) {
        returned.set(true);
        ended(record);
    }

    private void ended(WharfRecord record) {
        if (open.decrementAndGet() > 0) {
            return;
        }
        if (returned.get()) {
            told.returned(record);
        } else {
            told.acknowledged(record);
        }
    }
}
