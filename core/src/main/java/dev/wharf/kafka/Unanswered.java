package dev.wharf.kafka;

import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.Optional;

/** How long a topic has acknowledged nothing of what is on its way to it. For one thread. */
final class Unanswered {
    private static final long LIMIT_NANOS = Duration.ofSeconds(3).toNanos();

    private final String topic;
    private long lastEnded;
    private long movedNanos;

    Unanswered(String topic, long nowNanos) {
        this.topic = topic;
        this.movedNanos = nowNanos;
    }

    /** To be asked several times a second. */
    Optional<Trouble> look(long nowNanos, long sent, long ended) {
        if (ended != lastEnded || sent == ended) {
            lastEnded = ended;
            movedNanos = nowNanos;
        }
        long still = nowNanos - movedNanos;
        return still < LIMIT_NANOS
                ? Optional.empty()
                : Optional.of(Trouble.of(
                        Trouble.Kind.SINK_AWAY,
                        "topic " + topic + ": nothing was acknowledged for "
                                + Duration.ofNanos(still).toSeconds() + " s, and " + (sent - ended)
                                + " records are on their way"));
    }
}
