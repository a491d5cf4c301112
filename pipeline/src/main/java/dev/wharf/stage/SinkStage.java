package dev.wharf.stage;

import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.util.List;
import java.util.Optional;

/** A stage that writes to the outside. */
public non-sealed interface SinkStage extends Stage {

    /** Hears of records that a sink took and cannot make durable. */
    interface Failures {
        void failed(WharfRecord record, Exception cause);

        /**
         * What was taken cannot be made durable now, through no fault of its own. Returns if it is to be tried again at
         * later ticks; until it works the writer is not ready.
         *
         * @throws RuntimeException the cause, if the run has to stop instead
         */
        default void delayed(RuntimeException cause) {
            throw cause;
        }

        /** What was delayed is durable now. */
        default void goesOn() {}
    }

    /** When records that it took are durable. */
    enum Settling {
        /** When the other side acknowledges each. */
        ACKNOWLEDGED,
        /** As soon as they are written. */
        WRITTEN,
        /** Many at once, again and again: by time, by size, and when they are wanted. */
        GATHERED,
        /** All at once, when the run ends well. */
        AT_THE_END
    }

    Settling settling();

    /** Whether records go on to the stages that name this one as their input. */
    default boolean passesOn() {
        return false;
    }

    /** Whether it writes to the command's standard output, where nothing else may be written then. */
    default boolean writesStandardOutput() {
        return false;
    }

    /** Why it cannot take the records of these sources, with what to do; empty if it can. */
    default Optional<String> problemWith(List<SourceStage> sources) {
        return Optional.empty();
    }

    /** The Kafka cluster that it writes to, in transactions where wanted; empty for one that writes elsewhere. */
    default Optional<Cluster> cluster() {
        return Optional.empty();
    }

    /** What it needs to be there before a run starts. */
    default List<TopicUse> topics() {
        return List.of();
    }

    /** Opens it for one run; called once, before any worker starts. */
    Sink open(SinkContext context);

    /** A sink at work, shared by all workers of a run. */
    interface Sink {

        /** Opens a writer; called on the worker's thread. */
        Writer writer(WorkerContext worker);

        /**
         * Makes durable what settles at the end, or gives it up. Called when all workers are through; again, if making
         * durable has failed: to try it once more, or to give up what is left.
         */
        default void finish(boolean complete) {}
    }

    /** One worker's way into a sink; called by the worker's thread only. */
    interface Writer extends AutoCloseable {

        /** Whether there is room for more. */
        default boolean ready() {
            return true;
        }

        /**
         * Takes a record without waiting. Calls {@code accept} on the record's slice, and settles it there when it is
         * durable.
         *
         * @throws dev.wharf.error.WharfException when the record is refused
         */
        void write(WharfRecord record);

        /**
         * Called between polls.
         *
         * @param failures told of records that were taken and cannot be made durable
         */
        default void tick(Failures failures) {}

        /**
         * What was written is wanted durable at the next tick, because partitions are given up or the worker ends. For
         * a writer that gathers.
         */
        default void urge() {}

        /** Forgets what is on its way: it belongs to a transaction that is aborted. */
        default void discard() {}

        /** Whether nothing is on its way that settles by itself. */
        default boolean quiet() {
            return true;
        }

        /** What keeps records from becoming durable. Called several times a second. */
        default Optional<Trouble> trouble(long nowNanos) {
            return Optional.empty();
        }

        /** Gives up what is still on its way. */
        @Override
        default void close() {}
    }
}
