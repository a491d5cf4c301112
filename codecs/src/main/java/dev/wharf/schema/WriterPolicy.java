package dev.wharf.schema;

/** Which schema of a registry a writer writes with. */
public sealed interface WriterPolicy {

    /**
     * Its own, which is registered if it is not there yet. For development.
     *
     * @param normalize whether the registry brings it into its normal form first
     */
    record Register(boolean normalize) implements WriterPolicy {}

    /**
     * Its own, which has to be registered: exactly so, or one that means the same.
     *
     * @param normalize whether the registry compares normal forms
     */
    record Lookup(boolean normalize) implements WriterPolicy {}

    /**
     * The latest of the subject.
     *
     * @param strict whether it has to read what the writer's own schema writes
     */
    record Latest(boolean strict) implements WriterPolicy {}

    /** One that is given by its id. */
    record FixedId(int id) implements WriterPolicy {}
}
