package dev.wharf.registry.contract;

/** A registry that is asked. */
interface Target extends AutoCloseable {

    /** Which of two answers a {@link Difference} expects of it. */
    enum Kind {
        WHARF,
        APICURIO
    }

    Kind kind();

    /** What clients are told, with a path if there is one. */
    String url();

    @Override
    void close();
}
