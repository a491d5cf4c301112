package dev.wharf.benchmarks;

import java.io.IOException;

/** The same as {@link WharfLoop}, of records that are Avro. */
public final class WharfAvroLoop {
    private WharfAvroLoop() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException, ReflectiveOperationException {
        WharfLoop.run(Contestant.WHARF_AVRO, "at_least_once", args);
    }
}
