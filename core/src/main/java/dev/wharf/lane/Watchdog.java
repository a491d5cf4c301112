package dev.wharf.lane;

import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the calls that have been running for too long, and interrupts those past their deadline. Owner only. */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    /** The most calls that one look writes to the log; when everything hangs, a few stacks tell as much as hundreds. */
    private static final int MOST_LOGGED = 5;

    private static final long LONGEST_BETWEEN_NANOS = Duration.ofMillis(100).toNanos();
    private static final long SHORTEST_BETWEEN_NANOS = Duration.ofMillis(1).toNanos();

    private final String name;
    private final long deadlineNanos;
    private final long reportNanos;
    private final long betweenNanos;
    private final Consumer<SlowCall> observer;
    private long nextNanos = System.nanoTime();
    private int reported;
    private Optional<Trouble> trouble = Optional.empty();
    private long oldestNanos;

    Watchdog(String name, LaneSettings settings, Consumer<SlowCall> observer) {
        this.name = name;
        this.observer = observer;
        deadlineNanos = nanosOrNever(settings.deadline());
        reportNanos = Math.min(deadlineNanos, nanosOrNever(settings.reportAfter()));
        betweenNanos = Math.clamp(reportNanos / 8, SHORTEST_BETWEEN_NANOS, LONGEST_BETWEEN_NANOS);
    }

    private static long nanosOrNever(Duration duration) {
        return duration.isZero() ? Long.MAX_VALUE : duration.toNanos();
    }

    /** The age at which it tells of a call. */
    long reportNanos() {
        return reportNanos;
    }

    /** Looks, if it is time to. */
    void look(List<Carrier> carriers, long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        nextNanos = nowNanos + betweenNanos;
        reported = 0;
        oldestNanos = 0;
        trouble = Optional.empty();
        for (Carrier carrier : carriers) {
            Call call = carrier.current();
            if (call != null && nowNanos - call.startedNanos() >= reportNanos) {
                tooLong(carrier, call, nowNanos - call.startedNanos());
            }
        }
        if (reported > MOST_LOGGED) {
            LOG.warn("{}: {} more calls take too long", name, reported - MOST_LOGGED);
        }
    }

    /** The call that has been running for the longest, as of the last look, if that is too long. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    private void tooLong(Carrier carrier, Call call, long ageNanos) {
        if (ageNanos > oldestNanos) {
            oldestNanos = ageNanos;
            long seconds = Duration.ofNanos(ageNanos).toSeconds();
            String text =
                    name + ": the call for " + call.record().position() + " has been running for " + seconds + " s";
            trouble = Optional.of(Trouble.at(call.record().slice().origin(), Trouble.Kind.STUCK, text));
        }
        if (ageNanos >= call.reportAtNanos) {
            report(carrier, call, ageNanos);
        }
        if (ageNanos >= deadlineNanos) {
            call.interruptOverdue();
        }
    }

    private void report(Carrier carrier, Call call, long ageNanos) {
        Thread thread = call.thread();
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        if (!call.equals(carrier.current())) {
            return; // It ended meanwhile, and the stack is that of something else.
        }
        while (call.reportAtNanos <= ageNanos) {
            call.reportAtNanos = call.reportAtNanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : call.reportAtNanos * 2;
        }
        SlowCall slow = new SlowCall(call.record(), Duration.ofNanos(ageNanos), thread.getName(), stack);
        if (reported++ < MOST_LOGGED) {
            log(slow);
        }
        observer.accept(slow);
    }

    private void log(SlowCall slow) {
        StringBuilder stack = new StringBuilder();
        slow.stack().forEach(frame -> stack.append("\n\tat ").append(frame));
        LOG.warn(
                "{}: the call for {} has been running for {} ms on thread {}{}",
                name,
                slow.record().position(),
                slow.age().toMillis(),
                slow.thread(),
                stack);
    }
}
