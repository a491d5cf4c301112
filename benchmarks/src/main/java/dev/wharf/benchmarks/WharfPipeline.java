package dev.wharf.benchmarks;

import java.util.Map;
import java.util.stream.Collectors;

/** The pipeline file of each bench. */
final class WharfPipeline {
    private WharfPipeline() {}

    static String toml(LoadJob job, String delivery) {
        return switch (job.bench()) {
            case FILTER, ONCE, AVRO_TO_JSON -> source(job, delivery) + filter() + sink(job, "filter");
            case PROJECT -> source(job, delivery) + filter() + projection() + sink(job, "map");
            default -> throw new IllegalArgumentException(job.bench() + " has no such contestant");
        };
    }

    private static String source(LoadJob job, String delivery) {
        return """
            [pipeline]
            name = "bench"
            delivery = "%s"
            commit_interval_ms = %d

            [[stages]]
            id = "in"
            function = "kafka"
            inputs = []
            [stages.config]
            brokers = "%s"
            topic = "%s"
            group_id = "%s"
            max_messages = "%d"
            timeout_ms = "60000"
            %s
            [stages.config.client]
            %s
            """.formatted(
                        delivery,
                        ClientSettings.COMMIT_INTERVAL.toMillis(),
                        job.brokers(),
                        job.input(),
                        job.group(),
                        job.records(),
                        job.registry().map(WharfPipeline::avro).orElse(""),
                        table(ClientSettings.fetching(job)));
    }

    private static String avro(String registry) {
        return """
            codec = "avro"
            registry = "%s"
            """.formatted(registry);
    }

    private static String filter() {
        return """

            [[stages]]
            id = "filter"
            function = "filter.apply"
            inputs = ["in"]
            [stages.config]
            column = "amount"
            operator = ">="
            value = "100"
            """;
    }

    private static String projection() {
        return """

            [[stages]]
            id = "select"
            function = "select.apply"
            inputs = ["filter"]
            [stages.config]
            columns = ["id", "user_id", "amount", "quantity"]

            [[stages]]
            id = "map"
            function = "map.apply"
            inputs = ["select"]
            [stages.config]
            expression = "amount * quantity"
            output_column = "total"
            """;
    }

    private static String sink(LoadJob job, String input) {
        return """

            [[stages]]
            id = "out"
            function = "kafka"
            inputs = ["%s"]
            [stages.config]
            brokers = "%s"
            topic = "%s"
            %s
            [stages.config.client]
            %s
            """.formatted(
                        input,
                        job.brokers(),
                        job.output(),
                        job.registry().isPresent() ? "codec = \"json\"" : "",
                        table(ClientSettings.sending()));
    }

    private static String table(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "\"" + setting.getKey() + "\" = \"" + setting.getValue() + "\"")
                .collect(Collectors.joining("\n"));
    }
}
