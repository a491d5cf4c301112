package dev.wharf.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pipeline of the fault tests: topic {@code in} through a filter to topic {@code out}, with the field {@code key}
 * as key. Each setting returns another pipeline.
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
        parts.add(stage("source", "kafka", ""));
        parts.add(stage("large", "filter.apply", "inputs = [\"source\"]\n") + "column = \"amount\"\noperator = \">=\"\n"
                + "value = \"" + LEAST_AMOUNT + "\"\n");
        parts.add(stage("sink", "kafka", "inputs = [\"large\"]\n"));
        return String.join("\n", parts);
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
