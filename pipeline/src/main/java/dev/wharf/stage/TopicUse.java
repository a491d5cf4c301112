package dev.wharf.stage;

import dev.wharf.client.ClientSettings;

/**
 * A topic that must be there before a run starts.
 *
 * @param client how to reach it; {@link #EMBEDDED} in place of brokers stands for the embedded ones
 */
public record TopicUse(ClientSettings client, String topic) {
    /** The address that stands for the Kafka that Wharf starts itself. */
    public static final String EMBEDDED = "embedded";
}
