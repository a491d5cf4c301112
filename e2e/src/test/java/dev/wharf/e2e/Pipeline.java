package dev.wharf.e2e;

import dev.wharf.testkit.FailurePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pipeline of the fault tests: topic {@code in} through a filter to topic {@code out}, with the field {@code key}
 * as key; or through a stage that waits and fails by plan. Each setting returns another pipeline.
 */
record Pipeline(String name, Map<String, String> lines) {
    static final String INPUT = "in";
    static final String OUTPUT = "out";
    static final String GROUP = "copies";

    /** What the filter lets through, as {@code amount >= 100}. */
    static final int LEAST_AMOUNT = 100;

    static Pipeline of(String name, String brokers) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("pipeline.name", quoted(name));
        lines.put("source.brokers", quoted(brokers));
        lines.put("source.topic", quoted(INPUT));
        lines.put("source.group_id", quoted(GROUP));
        lines.put("sink.brokers", quoted(brokers));
        lines.put("sink.topic", quoted(OUTPUT));
        lines.put("sink.key_field", quoted("key"));
        return new Pipeline(name, lines);
    }

    /** The same with {@code test.wait} instead of the filter, and what to do about its failures. */
    Pipeline waiting(FailurePlan plan, int waitMs, String deadLetterTopic) {
        Pipeline waiting = with("pipeline.order", "key")
                .with("pipeline.lanes", 64)
                .with("pipeline.deadline_ms", 5_000)
                .with("error_handling.strategy", "stop")
                .with("error_handling.max_retries", 3)
                .with("error_handling.retry_delay_seconds", 0.05)
                .with("error_handling.dead_letter_queue", deadLetterTopic)
                .with("wait.wait_ms", waitMs);
        for (Map.Entry<String, String> parameter : plan.parameters().entrySet()) {
            waiting = waiting.with("wait." + parameter.getKey(), parameter.getValue());
        }
        return waiting;
    }

    private static String quoted(Object value) {
        return "\"" + value + "\"";
    }

    Pipeline with(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(lines);
        more.put(key, value instanceof String ? quoted(value) : value.toString());
        return new Pipeline(name, more);
    }

    Pipeline streaming() {
        return with("global.execution_mode", "streaming");
    }

    Pipeline bounded(long maxRecords, long timeoutMs) {
        return with("source.max_messages", maxRecords).with("source.timeout_ms", timeoutMs);
    }

    /** A setting of the source's client. */
    Pipeline sourceClient(String key, Object value) {
        return with("source.client." + quoted(key), value.toString());
    }

    /** A setting of both clients. */
    Pipeline client(String key, Object value) {
        return sourceClient(key, value).with("sink.client." + quoted(key), value.toString());
    }

    /** A setting of source and sink. */
    Pipeline both(String key, Object value) {
        return with("source." + key, value).with("sink." + key, value);
    }

    /** The client id of the first worker's consumer. */
    String clientId() {
        return "wharf-" + name + "-source-0";
    }

    Path writeTo(Path folder) {
        return Folders.write(folder.resolve(name + ".toml"), text());
    }

    private String text() {
        List<String> parts = new ArrayList<>();
        parts.add("[pipeline]\n" + section("pipeline."));
        parts.add("[global]\n" + section("global."));
        parts.add("[error_handling]\n" + section("error_handling."));
        parts.add(stage("source", "kafka", ""));
        boolean waits = lines.containsKey("wait.wait_ms");
        parts.add(waits ? waitStage() : filterStage());
        parts.add(stage("sink", "kafka", "inputs = [\"" + (waits ? "wait" : "large") + "\"]\n"));
        return String.join("\n", parts);
    }

    private String filterStage() {
        return stage("large", "filter.apply", "inputs = [\"source\"]\n") + "column = \"amount\"\noperator = \">=\"\n"
                + "value = \"" + LEAST_AMOUNT + "\"\n";
    }

    private String waitStage() {
        return stage("wait", "test.wait", "inputs = [\"source\"]\non_error = \"dead_letter\"\n");
    }

    private String stage(String id, String function, String inputs) {
        return "[[stages]]\nid = \"" + id + "\"\nfunction = \"" + function + "\"\n" + inputs + "\n[stages.config]\n"
                + section(id + ".");
    }

    private String section(String prefix) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(lines).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                text.append(key.substring(prefix.length()))
                        .append(" = ")
                        .append(value)
                        .append('\n');
            }
        });
        return text.toString();
    }
}
