package dev.wharf.testkit;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a run has to have done with every record, for a {@link SettledChecker}.
 *
 * @param place where a record has to end
 * @param allowedDuplicates deliveries beyond the first, in output and dead letters together
 * @param ordered whether records of a key have to come first in the order in which they were sent
 * @param headers whether the records were sent with headers
 * @param added names of the headers that a dead letter has beside those that were sent
 */
public record RunPlan(
        Function<Sent, Place> place,
        long allowedDuplicates,
        boolean ordered,
        boolean headers,
        Predicate<String> added) {

    /** Where a record can end. */
    public enum Place {
        OUTPUT,
        DEAD_LETTERS,
        /** Filtered out. */
        NOWHERE
    }

    /** No duplicate, order by key, records without headers, and any header on a dead letter. */
    public static RunPlan exactlyOnce(Function<Sent, Place> place) {
        return new RunPlan(place, 0, true, false, name -> true);
    }

    /** The same with duplicates, so many at most. */
    public static RunPlan atLeastOnce(Function<Sent, Place> place, long allowedDuplicates) {
        return new RunPlan(place, allowedDuplicates, true, false, name -> true);
    }

    /** For a run in which any order will do. */
    public RunPlan unordered() {
        return new RunPlan(place, allowedDuplicates, false, headers, added);
    }

    /**
     * For records that were sent with headers.
     *
     * @param addedHeaders names of those that dead letters get
     */
    public RunPlan withHeaders(Predicate<String> addedHeaders) {
        return new RunPlan(place, allowedDuplicates, ordered, true, addedHeaders);
    }

    /**
     * Where records end whose failing stage comes before their filter, with more attempts than a transient one needs.
     */
    public static Function<Sent, Place> places(FailurePlan failures, Predicate<Sent> passes) {
        return sent -> {
            if (failures.outcome(sent.id()) instanceof FailurePlan.Permanent) {
                return Place.DEAD_LETTERS;
            }
            return passes.test(sent) ? Place.OUTPUT : Place.NOWHERE;
        };
    }
}
