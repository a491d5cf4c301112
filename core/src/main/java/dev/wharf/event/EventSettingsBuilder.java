package dev.wharf.event;

import dev.wharf.topic.TopicMode;
import dev.wharf.topic.TopicProfile;
import dev.wharf.trace.Tracing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@link EventSettings} to be put together; the same as {@link EventSettings#of} with a map. One thread. */
public final class EventSettingsBuilder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Tracing tracing = Tracing.NONE;

    EventSettingsBuilder() {}

    /** {@code bootstrap.servers}: HOST:PORT, several with commas between them. */
    public EventSettingsBuilder brokers(String list) {
        return set(EventKey.BROKERS, list);
    }

    /** What the service is called. */
    public EventSettingsBuilder service(String name) {
        return set(EventKey.SERVICE, name);
    }

    /** A topic that is called the same at the brokers. */
    public EventSettingsBuilder topic(String name) {
        return topic(name, name);
    }

    /**
     * A topic.
     *
     * @param logical what the program calls it
     * @param name at the brokers
     */
    public EventSettingsBuilder topic(String logical, String name) {
        return set(EventKey.TOPIC + logical, name);
    }

    /** The consumers' group; the name of the service unless told otherwise. */
    public EventSettingsBuilder groupId(String text) {
        return set(EventKey.GROUP, text);
    }

    /** Log in by name and password, for {@code sasl.mechanism} PLAIN, which is the default here, or SCRAM. */
    public EventSettingsBuilder login(String username, String password) {
        return set(EventKey.USERNAME, username).set(EventKey.PASSWORD, password);
    }

    /** Attempts after the first, and the wait before the second; later ones wait longer. */
    public EventSettingsBuilder retries(int most, Duration delay) {
        return set(EventKey.MAX_RETRIES, String.valueOf(most))
                .set(
                        EventKey.RETRY_DELAY_SECONDS,
                        delay.toSeconds() + "." + String.format("%09d", delay.toNanosPart()));
    }

    /**
     * What is done about the topics when a producer or a consumer begins; nothing by default, and they have to be
     * there.
     */
    public EventSettingsBuilder topicsAtStart(TopicMode mode, TopicProfile profile) {
        return set(EventKey.TOPICS_MODE, mode.name().toLowerCase(Locale.ROOT))
                .set(EventKey.TOPICS_PROFILE, profile.word());
    }

    /** What is published has the headers of CloudEvents, too. */
    public EventSettingsBuilder cloudEvents() {
        return set(EventKey.CLOUD_EVENTS, "true");
    }

    /** Any setting by its key, those of Kafka's clients among them. */
    public EventSettingsBuilder set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Who is told what happens to each event. */
    public EventSettingsBuilder tracing(Tracing told) {
        tracing = told;
        return this;
    }

    /**
     * The settings.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is missing or
     *     wrong
     */
    public EventSettings build() {
        return new EventSettingsReader(EventSettingsReader.Names.KEYS, settings)
                .read(List.of())
                .withTracing(tracing);
    }
}
