package dev.wharf.kafka;

import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.Optional;

/** How long nothing was heard of the brokers that a topic is read from. For one thread. */
final class Silence {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    private final String topic;
    private final Answers answers;
    private final long limitNanos;
    private double lastCount = -1;
    private long lastLookNanos;
    private long heardNanos;

    /** @param limit brokers that are there answer sooner */
    Silence(String topic, Answers answers, Duration limit, long nowNanos) {
        this.topic = topic;
        this.answers = answers;
        this.limitNanos = limit.toNanos();
        this.heardNanos = nowNanos;
        this.lastLookNanos = nowNanos;
    }

    /** Records came. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    /**
     * A poll brought nothing.
     *
     * @param asked whether records were asked for: if not, an open connection has to do
     */
    void look(long nowNanos, boolean asked) {
        if (nowNanos - lastLookNanos < LOOK_EVERY_NANOS) {
            return;
        }
        lastLookNanos = nowNanos;
        double count = answers.fetches();
        boolean answered = count < 0 || count != lastCount;
        lastCount = count;
        if (asked ? answered : answers.connected()) {
            heardNanos = nowNanos;
        }
    }

    Optional<Trouble> trouble(long nowNanos) {
        long silent = nowNanos - heardNanos;
        return silent < limitNanos
                ? Optional.empty()
                : Optional.of(Trouble.of(
                        Trouble.Kind.SOURCE_AWAY,
                        "topic " + topic + ": the brokers have not answered for "
                                + Duration.ofNanos(silent).toSeconds() + " s"));
    }
}
