package dev.wharf.example.payloads;

import dev.wharf.large.PayloadSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** One configuration with a part for Kafka and a part for the store, from the environment. */
final class Settings {
    private Settings() {}

    /**
     * {@code KAFKA_BOOTSTRAP_SERVERS}, and {@code PAYLOAD_STORE}: {@code s3://BUCKET/PREFIX} or {@code file:/FOLDER}.
     * Credentials for S3 are where Amazon's tools look for them, and never here.
     */
    static PayloadSettings of(Map<String, String> environment) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        settings.put("group.id", "my-payload-consumers");
        settings.put("store.large.url", environment.getOrDefault("PAYLOAD_STORE", "file:/tmp/my-large-payloads"));
        return PayloadSettings.of(settings);
    }
}
