package dev.wharf.loop;

import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One worker to be started.
 *
 * @param name the name of its thread
 * @param source opens its source; called on its thread
 * @param processor opens what its records go through; called on its thread
 * @param delivery puts together how its work becomes final; called on its thread
 */
public record WorkerPlan(
        String name,
        Supplier<RecordSource> source,
        Supplier<RecordProcessor> processor,
        BiFunction<RecordSource, RecordProcessor, Delivery> delivery) {

    /** A worker that delivers at least once. */
    public WorkerPlan(String name, Supplier<RecordSource> source, Supplier<RecordProcessor> processor) {
        this(name, source, processor, (opened, behind) -> new AtLeastOnce(opened));
    }
}
