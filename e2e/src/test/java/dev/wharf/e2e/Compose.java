package dev.wharf.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code packaging/compose.yaml}, as far as it can be judged without a container engine. */
final class Compose {
    static final String PATH = "packaging/compose.yaml";

    private final JsonNode root;

    private Compose(JsonNode root) {
        this.root = root;
    }

    static Compose ours() {
        try {
            return new Compose(new YAMLMapper()
                    .readTree(Repository.ours().root().resolve(PATH).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode service(String name) {
        return root.get("services").get(name);
    }

    /** The services that run Wharf, each behind those that it waits for. */
    List<String> wharfServices() {
        List<String> ordered = new ArrayList<>();
        root.get("services").fieldNames().forEachRemaining(name -> append(name, ordered));
        return ordered.stream()
                .filter(name -> service(name).get("image").asText().equals("wharf"))
                .toList();
    }

    private void append(String name, List<String> ordered) {
        service(name).path("depends_on").fieldNames().forEachRemaining(first -> append(first, ordered));
        if (!ordered.contains(name)) {
            ordered.add(name);
        }
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        service(service)
                .path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        return environment;
    }

    List<String> command(String service) {
        return texts(service(service).get("command"));
    }

    /** What is mounted, as {@code SOURCE:TARGET} or {@code SOURCE:TARGET:ro}. */
    List<String> volumes(String service) {
        return texts(service(service).path("volumes"));
    }

    /** The names of volumes that are declared. */
    List<String> namedVolumes() {
        List<String> names = new ArrayList<>();
        root.get("volumes").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
