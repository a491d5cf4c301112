package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.Secrets;
import dev.wharf.large.PayloadSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where payloads are that are too large for a record. */
final class PayloadOptions {
    /** What references call the store beside the embedded Kafka. */
    private static final String LOCAL = "local";

    @Option(
            names = "--store",
            paramLabel = "NAME=URL",
            description = "A store of large payloads, such as archive=s3://BUCKET/PREFIX or files=file:/FOLDER. May be"
                    + " repeated (default: with the embedded Kafka, local, a folder beside it).")
    private @Nullable List<String> stores;

    @Option(
            names = "--store-option",
            paramLabel = "NAME.KEY=VALUE",
            description = "A setting of a store, such as archive.region=eu-central-1. May be repeated.")
    private @Nullable List<String> options;

    @Option(
            names = "--chunk-topic",
            paramLabel = "TOPIC",
            description = "A topic of chunks that references may lead to, besides TOPIC.chunks. May be repeated.")
    private @Nullable List<String> chunkTopics;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    PayloadOptions() {}

    /** To the store that was named, or else to that beside the embedded Kafka. */
    private void largeGoTo(Map<String, String> settings) {
        if (stores == null) {
            settings.put("payload.large", LOCAL);
        } else if (stores.size() == 1) {
            String only = stores.get(0);
            settings.put(
                    "payload.large",
                    only.substring(0, Math.max(0, only.indexOf('='))).strip());
        }
    }

    /**
     * The settings, with secrets in place.
     *
     * @param data where the embedded Kafka keeps its data, or null if that is not the one
     * @param more further settings of large payloads
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    PayloadSettings settings(ClientSettings cluster, @Nullable Path data, Map<String, String> more) {
        List<String> problems = new ArrayList<>();
        Secrets secrets = new Secrets(System.getenv());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", cluster.brokers());
        RegistryOptions.pairs("--store", stores, problems)
                .forEach((name, url) -> settings.put("store." + name + ".url", url));
        RegistryOptions.pairs("--store-option", options, problems)
                .forEach((name, value) -> settings.put("store." + name, secrets.resolve(value)));
        if (chunkTopics != null) {
            settings.put("chunk.topics", String.join(",", chunkTopics));
        }
        if (data != null) {
            settings.putIfAbsent(
                    "store." + LOCAL + ".url",
                    "file:" + data.resolve("payloads").toAbsolutePath());
            largeGoTo(settings);
            settings.put("chunk.topics.create", "true");
        }
        settings.putAll(more);
        ProduceOptions.refuse(problems);
        return PayloadSettings.of(settings).with(cluster);
    }
}
