package dev.wharf.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which records fail, and how, as a pure function of a record's id and a seed: so what has to become of each is known
 * before a run, in every process. It uses nothing but the JDK, so that a plugin can carry it along. Any thread.
 *
 * @param seed another one makes other records fail
 * @param permanentShare of the records fail whenever they are tried
 * @param transientShare of the records fail at their first or their first two attempts
 * @param slowShare of the records succeed, but take their time
 * @param slow how long these take
 */
public record FailurePlan(long seed, double permanentShare, double transientShare, double slowShare, Duration slow) {
    /** One in a hundred permanent, five transient, none slow. */
    public static final double PERMANENT = 0.01;

    public static final double TRANSIENT = 0.05;

    private static final int MOST_TRANSIENT = 2;
    private static final double UNIT = 0x1.0p-53;

    public FailurePlan {
        if (!(permanentShare >= 0 && transientShare >= 0 && slowShare >= 0)
                || permanentShare + transientShare + slowShare > 1) {
            throw new IllegalArgumentException("shares " + permanentShare + ", " + transientShare + ", " + slowShare
                    + ": none may be below 0, and their sum not above 1");
        }
    }

    /** One in a hundred records fails for ever, five in a hundred for one or two attempts, none is slow. */
    public static FailurePlan of(long seed) {
        return new FailurePlan(seed, PERMANENT, TRANSIENT, 0, Duration.ZERO);
    }

    /** The same, and so many records slow. */
    public FailurePlan withSlow(double share, Duration howSlow) {
        return new FailurePlan(seed, permanentShare, transientShare, share, howSlow);
    }

    /** What becomes of a record. */
    public sealed interface Outcome {}

    public record Ok() implements Outcome {}

    public record Permanent() implements Outcome {}

    /**
     * Fails at first.
     *
     * @param attempts that fail: 1 or 2
     */
    public record Transient(int attempts) implements Outcome {}

    /** Succeeds after this time. */
    public record Slow(Duration duration) implements Outcome {}

    public Outcome outcome(long id) {
        long hash = mix(mix(id) ^ mix(~seed));
        double place = (hash >>> 11) * UNIT;
        if (place < permanentShare) {
            return new Permanent();
        }
        if (place < permanentShare + transientShare) {
            return new Transient(1 + Math.floorMod(mix(hash), MOST_TRANSIENT));
        }
        return place < permanentShare + transientShare + slowShare ? new Slow(slow) : new Ok();
    }

    /**
     * Whether an attempt fails.
     *
     * @param attempt from 1
     */
    public boolean fails(long id, int attempt) {
        return switch (outcome(id)) {
            case Permanent permanent -> true;
            case Transient some -> attempt <= some.attempts();
            case Ok ok -> false;
            case Slow late -> false;
        };
    }

    /** The ids of those that have to become dead letters where there are more attempts than a transient one needs. */
    public Set<Long> expectedDead(Collection<Long> ids) {
        return expectedDead(ids, MOST_TRANSIENT + 1);
    }

    /**
     * The ids of those that have to become dead letters.
     *
     * @param attempts that each record has, the first included
     */
    public Set<Long> expectedDead(Collection<Long> ids, int attempts) {
        return ids.stream().filter(id -> fails(id, attempts)).collect(Collectors.toUnmodifiableSet());
    }

    /** Counts the attempts of one process, for those who are not told which one it is. Any thread. */
    public Attempts attempts() {
        return new Attempts(this);
    }

    /** A plan and the attempts so far; it remembers an id only of a record that fails at first. */
    public static final class Attempts {
        private final FailurePlan plan;
        private final Map<Long, Integer> failed = new ConcurrentHashMap<>();

        private Attempts(FailurePlan plan) {
            this.plan = plan;
        }

        /** Whether this attempt, the next one of the record, fails. */
        public boolean failsNow(long id) {
            return switch (plan.outcome(id)) {
                case Permanent permanent -> true;
                case Transient some -> failed.merge(id, 1, Integer::sum) <= some.attempts();
                case Ok ok -> false;
                case Slow late -> false;
            };
        }
    }

    /** The plan as parameters of another process, such as those of a stage. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", String.valueOf(seed));
        parameters.put("permanent_share", String.valueOf(permanentShare));
        parameters.put("transient_share", String.valueOf(transientShare));
        parameters.put("slow_share", String.valueOf(slowShare));
        parameters.put("slow_ms", String.valueOf(slow.toMillis()));
        return parameters;
    }

    /** The plan that gave these {@link #parameters()}; others beside them do not matter. */
    public static FailurePlan of(Map<String, String> parameters) {
        return new FailurePlan(
                Long.parseLong(required(parameters, "seed")),
                Double.parseDouble(required(parameters, "permanent_share")),
                Double.parseDouble(required(parameters, "transient_share")),
                Double.parseDouble(required(parameters, "slow_share")),
                Duration.ofMillis(Long.parseLong(required(parameters, "slow_ms"))));
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a failure plan needs the parameter " + name);
        }
        return value;
    }

    /** The plan in one line, such as {@code seed=7 permanent_share=0.01 ...}. */
    public String text() {
        return parameters().entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    /** The plan that gave this {@link #text()}. */
    public static FailurePlan parse(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.strip().split(" +", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("\"" + pair + "\" of \"" + text + "\" is not name=value");
            }
            parameters.put(parts[0], parts[1]);
        }
        return of(parameters);
    }

    /** The last steps of SplitMix64: each bit of the number decides over each of the result. */
    private static long mix(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
