package dev.wharf.schema;

import dev.wharf.http.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it, or somebody waits. Any thread. */
final class TestTime {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    Timing timing() {
        return new Timing(() -> BEGIN.plusNanos(nanos.get()), nanos::get, new Random(1), time -> {
            pauses.add(time);
            pass(time);
        });
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** How long was waited, each time. */
    List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
