package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicMode;
import dev.wharf.topic.TopicProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventSettingsTest {
    private static final Map<String, String> GUIDE = Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "b-1.example.org:9094,b-2.example.org:9094",
            "SERVICE_NAME", "order-processor",
            "KAFKA_TOPIC_STAGE_COMPLETE", "orders.completed",
            "KAFKA_TOPIC_ERRORS", "processing-errors",
            "PATH", "/usr/bin",
            "KAFKA_HEAP_OPTS", "-Xmx1g");

    private static Map<String, String> with(Map<String, String> some, String... more) {
        Map<String, String> all = new HashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void theGuidesVariablesAreUnderstood() {
        EventSettings settings = EventSettings.fromEnvironment(GUIDE, "stage_complete", "errors");

        assertThat(settings.service()).isEqualTo("order-processor");
        assertThat(settings.groupId()).isEqualTo("order-processor");
        assertThat(settings.client().brokers()).isEqualTo("b-1.example.org:9094,b-2.example.org:9094");
        assertThat(settings.topics())
                .isEqualTo(Map.of("stage_complete", "orders.completed", "errors", "processing-errors"));
        assertThat(settings.client().settings()).isEqualTo(Map.of("security.protocol", "SSL"));
        assertThat(settings.errorTopic()).contains("processing-errors");
        assertThat(settings.deadLetterTopic()).isEqualTo("order-processor-dlq");
        assertThat(settings.errors()).isEqualTo(new EventSettings.Errors(3, Duration.ofSeconds(1)));
    }

    @Test
    void everythingThatIsMissingIsToldAtOnceByTheNameOfItsVariable() {
        assertThatThrownBy(() -> EventSettings.fromEnvironment(
                        Map.of("SERVICE_NAME", " ", "RETRY_DELAY", "soon", "SSL_KEY_LOCATION", "/none"),
                        "stage_complete",
                        "errors"))
                .isInstanceOf(WharfException.class)
                .hasMessageContainingAll(
                        "KAFKA_BOOTSTRAP_SERVERS is missing",
                        "SERVICE_NAME is missing",
                        "KAFKA_TOPIC_STAGE_COMPLETE is missing",
                        "KAFKA_TOPIC_ERRORS is missing",
                        "RETRY_DELAY = soon is not a number",
                        "SSL_KEY_LOCATION: there is no file /none",
                        "ssl.certificate.location and ssl.key.location belong together");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.example.org:9092,SSL",
        "localhost:9092,PLAINTEXT",
        "'127.0.0.1:9092,[::1]:9092',PLAINTEXT",
        "'localhost:9092,kafka.example.org:9092',SSL",
        "localhost.example.org:9092,SSL",
        "127.0.0.1.example.org:9092,SSL"
    })
    void theWireIsEncryptedUnlessItEndsOnThisMachine(String brokers, String protocol) {
        EventSettings settings =
                EventSettings.builder().brokers(brokers).service("s").build();

        assertThat(settings.client().settings()).containsEntry("security.protocol", protocol);
    }

    @Test
    void nameAndPasswordLogInOverTls() {
        EventSettings settings = EventSettings.fromEnvironment(with(
                GUIDE,
                "KAFKA_SASL_USERNAME",
                "wharf",
                "KAFKA_SASL_PASSWORD",
                "pa\"ss",
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512"));

        assertThat(settings.client().settings())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"wharf\""
                                + " password=\"pa\\\"ss\";");
        assertThat(settings.toString()).doesNotContain("pa\"ss").doesNotContain("pa\\\"ss");
    }

    @Test
    void anySettingOfKafkasClientsCanBeMade() {
        EventSettings settings = EventSettings.fromEnvironment(with(GUIDE, "KAFKA_CLIENT_MAX_REQUEST_SIZE", "2097152"));

        assertThat(settings.client().settings()).containsEntry("max.request.size", "2097152");
    }

    @Test
    void whatKafkasClientsDoNotKnowIsRefused() {
        assertThatThrownBy(() -> EventSettings.of(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "service.name", "s",
                        "acks", "1",
                        "no.such.setting", "x",
                        "sasl.username", "u",
                        "topics.mode", "aply",
                        "topic.a", "no topic")))
                .hasMessageContainingAll(
                        "topics.mode = aply is none of verify, apply, none",
                        "acks = 1 is not allowed",
                        "has no setting no.such.setting",
                        "sasl.password: is missing",
                        "topic.a = \"no topic\" is no name for a topic");
    }

    @Test
    void theBuilderSaysTheSameAsTheMap() {
        EventSettings built = EventSettings.builder()
                .brokers("localhost:9092")
                .service("s")
                .topic("orders", "prod.orders")
                .topic("receipts")
                .groupId("g")
                .retries(5, Duration.ofMillis(1500))
                .topicsAtStart(TopicMode.VERIFY, TopicProfile.DEV)
                .cloudEvents()
                .build();

        assertThat(built)
                .isEqualTo(EventSettings.of(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "service.name", "s",
                        "topic.orders", "prod.orders",
                        "topic.receipts", "receipts",
                        "group.id", "g",
                        "topics.mode", "verify",
                        "topics.profile", "dev",
                        "retries.max", "5",
                        "retry.delay.seconds", "1.5",
                        "cloud.events", "true")));
    }
}
