package dev.wharf.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a contestant is told to do, as it travels on the command line of its JVM.
 *
 * @param group fresh consumer group, and application id for Kafka Streams
 * @param records number of records in the input topic; the contestant ends when it has settled them all
 * @param protocol Kafka's {@code group.protocol}
 * @param folder an empty folder for whatever the contestant keeps on disk
 * @param registry knows the schema of an input that is Avro; empty where it is JSON
 */
record LoadJob(
        Bench bench,
        String brokers,
        String group,
        String input,
        String output,
        long records,
        String protocol,
        Path folder,
        Optional<String> registry) {
    private static final Set<String> NAMES =
            Set.of("bench", "brokers", "group", "input", "output", "records", "protocol", "folder", "registry");

    static LoadJob parse(String... args) {
        Arguments parsed = Arguments.parse(NAMES, args);
        return new LoadJob(
                Bench.of(parsed.text("bench")),
                parsed.text("brokers"),
                parsed.text("group"),
                parsed.text("input"),
                parsed.text("output"),
                Long.parseLong(parsed.text("records")),
                parsed.text("protocol"),
                Path.of(parsed.text("folder")),
                Optional.of(parsed.text("registry", "")).filter(url -> !url.isEmpty()));
    }

    String[] args() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("bench", bench.label());
        values.put("brokers", brokers);
        values.put("group", group);
        values.put("input", input);
        values.put("output", output);
        values.put("records", Long.toString(records));
        values.put("protocol", protocol);
        values.put("folder", folder.toString());
        registry.ifPresent(url -> values.put("registry", url));
        return Arguments.format(values);
    }
}
