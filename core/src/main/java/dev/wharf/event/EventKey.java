package dev.wharf.event;

/** The settings of an event service that are not settings of Kafka's clients. */
final class EventKey {
    static final String BROKERS = "bootstrap.servers";
    static final String SERVICE = "service.name";
    static final String GROUP = "group.id";
    /** Before the logical name of a topic. */
    static final String TOPIC = "topic.";
    /** A file of certificates in PEM, of those who sign for the brokers. */
    static final String CA = "ssl.ca.location";
    /** A file in PEM: our certificate, and those up to the one that signed it. */
    static final String CERTIFICATE = "ssl.certificate.location";
    /** A file in PEM: the private key, in PKCS #8. */
    static final String KEY = "ssl.key.location";

    static final String KEY_PASSWORD = "ssl.key.password";
    static final String USERNAME = "sasl.username";
    static final String PASSWORD = "sasl.password";
    static final String CLOUD_EVENTS = "cloud.events";
    /** What is done about the topics at the start: none, verify, apply. */
    static final String TOPICS_MODE = "topics.mode";
    /** What kind of cluster they are on: prod, dev. */
    static final String TOPICS_PROFILE = "topics.profile";

    static final String MAX_RETRIES = "retries.max";
    static final String RETRY_DELAY_SECONDS = "retry.delay.seconds";

    private EventKey() {}
}
