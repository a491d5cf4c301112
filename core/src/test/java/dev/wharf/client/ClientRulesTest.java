package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that a pipeline file may not use, and those that it may. */
final class ClientRulesTest {
    private static final ClientRules CONSUMER = ClientRules.consumer();
    private static final ClientRules PRODUCER = ClientRules.producer();
    private static final String AWS = "software.amazon.msk.auth.iam.IAMClientCallbackHandler";
    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";

    private static Stream<String> problems(String key, String value) {
        return Stream.of(CONSUMER, PRODUCER).flatMap(rules -> rules.problem(key, value).stream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key.deserializer",
                "value.deserializer",
                "key.serializer",
                "value.serializer",
                "interceptor.classes",
                "metric.reporters",
                "security.providers",
                "config.providers",
                "config.providers.evil.class",
                "config.providers.evil.param.x",
                "ssl.engine.factory.class",
                "sasl.login.class",
                "sasl.login.callback.handler.class",
                "sasl.client.callback.handler.class",
                "sasl.server.callback.handler.class",
                "partitioner.class",
                "partition.assignment.strategy",
                "sasl.oauthbearer.jwt.retriever.class",
                "sasl.oauthbearer.jwt.validator.class",
                "sasl.kerberos.kinit.cmd",
                "listener.name.x.sasl.jaas.config",
                "no.such.setting"
            })
    void refusesWhatCouldLoadAClassOrRunACommand(String key) {
        assertThat(problems(key, "evil.Payload")).as(key).hasSize(2);
        assertThat(problems(key, "java.lang.String")).as(key).hasSize(2);
    }

    @Test
    void refusesEverySettingThatKafkaDeclaresAsAClass() {
        Map<String, ConfigDef> all = Map.of(
                "consumer", ConsumerConfig.configDef(),
                "producer", ProducerConfig.configDef());
        all.values().stream()
                .flatMap(definition -> definition.configKeys().values().stream())
                .filter(key -> key.type == ConfigDef.Type.CLASS
                        || key.name.endsWith(".class")
                        || key.name.endsWith(".classes"))
                .forEach(key -> assertThat(problems(key.name, "evil.Payload"))
                        .as(key.name)
                        .hasSize(2));
    }

    @Test
    void takesTheHandlersOfAwsAndKafkaAndTheAssignorInUse() {
        assertThat(problems("sasl.client.callback.handler.class", AWS)).isEmpty();
        assertThat(problems("sasl.login.callback.handler.class", AWS)).isEmpty();
        assertThat(problems("sasl.login.callback.handler.class", OAUTH)).isEmpty();
        assertThat(CONSUMER.problem("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()))
                .isEmpty();
        assertThat(problems("sasl.client.callback.handler.class", OAUTH)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 0",
        "acks, 1",
        "enable.idempotence, false",
        "enable.idempotence, no",
        "partitioner.ignore.keys, true"
    })
    void refusesWhatWeakensTheProducer(String key, String value) {
        assertThat(PRODUCER.problem(key, value))
                .hasValueSatisfying(
                        text -> assertThat(text).contains(key + " = " + value).contains("lose or reorder"));
    }

    @Test
    void refusesATokenServerThatIsAFile() {
        assertThat(CONSUMER.problem("sasl.oauthbearer.token.endpoint.url", "file:///etc/passwd"))
                .hasValueSatisfying(text -> assertThat(text).contains("https://"));
        assertThat(CONSUMER.problem("sasl.oauthbearer.token.endpoint.url", "https://login.example/token"))
                .isEmpty();
    }

    @Test
    void refusesWhatBelongsToTheInsideOfTheClient() {
        assertThat(PRODUCER.problem("internal.auto.downgrade.txn.commit", "true"))
                .hasValueSatisfying(text -> assertThat(text).contains("remove it"));
    }

    @Test
    void givesEachConsumerAnInstanceIdOfItsOwn() {
        ClientSettings settings = new ClientSettings("b:1", Map.of("group.instance.id", "host-7"));
        assertThat(settings.forMember(0).settings()).containsEntry("group.instance.id", "host-7");
        assertThat(settings.forMember(2).settings()).containsEntry("group.instance.id", "host-7-2");
    }

    @ParameterizedTest
    @CsvSource({
        "acks, all",
        "acks, -1",
        "partitioner.ignore.keys, false",
        "enable.idempotence, true",
        "linger.ms, 50",
        "compression.type, zstd"
    })
    void takesWhatDoesNot(String key, String value) {
        assertThat(PRODUCER.problem(key, value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "group.id",
                "enable.auto.commit",
                "transactional.id",
                "allow.auto.create.topics",
                "max.block.ms"
            })
    void refusesWhatWharfSetsAndSaysWhatToDo(String key) {
        assertThat(problems(key, "1")).hasSize(2).allMatch(text -> text.startsWith(key + " is set by Wharf: "));
    }

    @Test
    void refusesValuesThatKafkaWouldRefuse() {
        assertThat(CONSUMER.problem("fetch.min.bytes", "many"))
                .hasValueSatisfying(text -> assertThat(text).contains("many").contains("fetch.min.bytes"));
        assertThat(CONSUMER.problem("auto.offset.reset", "newest")).isPresent();
        assertThat(CONSUMER.problem("fetch.min.bytes", "5")).isEmpty();
    }

    @Test
    void leavesAReferenceUntilItIsResolved() {
        assertThat(CONSUMER.problem("fetch.min.bytes", "${env:BYTES}")).isEmpty();
        assertThat(CONSUMER.problem("sasl.jaas.config", "${file:/run/jaas}")).isEmpty();
        assertThat(CONSUMER.problem("interceptor.classes", "${env:CLASSES}")).isPresent();
        assertThat(PRODUCER.problem("acks", "${env:ACKS}")).isPresent();
    }

    @Test
    void doesNotShowWhatAReferenceStandsFor() {
        assertThat(CONSUMER.problem("fetch.min.bytes", "${env:PASSWORD}", "c4n4ry"))
                .contains("fetch.min.bytes = ${env:PASSWORD} stands for a value that is not allowed there; correct it");
        assertThat(CONSUMER.problem("fetch.min.bytes", "${env:BYTES}", "5")).isEmpty();
        assertThat(CONSUMER.problem("sasl.jaas.config", "${env:JAAS}", "c4n4ry required x=\"c4n4ry\";"))
                .hasValueSatisfying(text -> assertThat(text).doesNotContain("c4n4ry"));
        assertThat(CONSUMER.problem("sasl.jaas.config", "${env:JAAS}", "evil.Module required;"))
                .hasValueSatisfying(text -> assertThat(text).contains("evil.Module"));
    }

    @Test
    void findsSettingsOfTheOtherGroupProtocol() {
        assertThat(ClientRules.conflicts(
                        Map.of("group.protocol", "consumer", "session.timeout.ms", "1", "heartbeat.interval.ms", "1")))
                .hasSize(2)
                .allMatch(text -> text.contains("belongs to group.protocol = classic"));
        assertThat(ClientRules.conflicts(Map.of("group.protocol", "classic", "session.timeout.ms", "1")))
                .isEmpty();
        assertThat(ClientRules.conflicts(Map.of("session.timeout.ms", "1"))).isEmpty();
        assertThat(ClientRules.conflicts(Map.of("group.remote.assignor", "uniform")))
                .singleElement()
                .asString()
                .startsWith("group.remote.assignor belongs to group.protocol = consumer");
    }

    @Test
    void findsALoginThatNobodyWouldUse() {
        assertThat(ClientRules.conflicts(Map.of("sasl.mechanism", "PLAIN"))).hasSize(1);
        for (String protocol : List.of("SASL_SSL", "sasl_ssl", "${env:PROTOCOL}")) {
            assertThat(ClientRules.conflicts(Map.of("sasl.mechanism", "PLAIN", "security.protocol", protocol)))
                    .as(protocol)
                    .isEmpty();
        }
    }

    @Test
    void findsALoginThatIsNotTheOneOfTheMechanism() {
        Map<String, String> plain = Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required;");
        assertThat(ClientRules.conflicts(plain))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("sasl.mechanism = GSSAPI; use sasl.mechanism = PLAIN"));
    }

    @Test
    void findsATokenServerThatNothingWouldAsk() {
        Map<String, String> asking = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.oauthbearer.token.endpoint.url", "https://login.example.org/token",
                "sasl.login.callback.handler.class", OAUTH);
        assertThat(ClientRules.conflicts(asking)).isEmpty();
        Map<String, String> silent = new HashMap<>(asking);
        silent.remove("sasl.login.callback.handler.class");
        assertThat(ClientRules.conflicts(silent))
                .singleElement()
                .satisfies(text -> assertThat(text).endsWith("add sasl.login.callback.handler.class = " + OAUTH));
    }

    @Test
    void suggestsNothingThatItWouldRefuse() {
        assertThat(PRODUCER.names())
                .contains("linger.ms", "sasl.mechanism")
                .doesNotContainAnyElementsOf(List.of("bootstrap.servers", "interceptor.classes", "max.block.ms"));
    }
}
