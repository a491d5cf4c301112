package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What doctor sees of brokers, each with another thing that is wrong. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class DoctorIT {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static Ran doctor(EmbeddedKafka kafka, String... settings) {
        List<String> words = new ArrayList<>(List.of("doctor", "--brokers", kafka.bootstrapServers()));
        for (String setting : settings) {
            words.addAll(List.of("--client", setting));
        }
        return Ran.command(words.toArray(String[]::new));
    }

    /** Without the line breaks that a terminal needs. */
    private static String text(Ran ran) {
        return ran.out().replaceAll("\\n {21}", " ");
    }

    private static String[] login(String mechanism, String user, String password) {
        return new String[] {
            "security.protocol=SASL_PLAINTEXT",
            "sasl.mechanism=" + mechanism,
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                    + "\" password=\"" + password + "\";"
        };
    }

    @Test
    void findsNothingWrongWithABrokerThatIsWell() throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            Ran ran = doctor(kafka);
            assertThat(ran.exitCode()).as(ran.out()).isZero();
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
            assertThat(text(ran))
                    .contains("a Kafka broker, without TLS", "none wanted (PLAINTEXT)", "broker 1 of Kafka 4.")
                    .contains("group.version 1", "as that of the controller, to within ")
                    .endsWith(" ok, 0 warnings, 0 problems\n");
            Ran secured = doctor(kafka, "security.protocol=SSL");
            assertThat(secured.exitCode()).isEqualTo(3);
            assertThat(text(secured))
                    .contains("speaks plain text, without TLS, and security.protocol is SSL -> set security.protocol to"
                            + " PLAINTEXT");
            Ran named = doctor(kafka, login("PLAIN", "user", "s3cr3t"));
            assertThat(named.exitCode()).isEqualTo(3);
            assertThat(text(named)).contains("takes no login, and security.protocol is SASL_PLAINTEXT");
            JsonNode told = JACKSON.readTree(Ran.command("doctor", "--json", "--brokers", kafka.bootstrapServers())
                    .out());
            assertThat(told.get("ok").asBoolean()).isTrue();
            assertThat(told.get("findings"))
                    .allSatisfy(finding ->
                            assertThat(finding.get("status").asText()).isEqualTo("ok"));
        }
    }

    @Test
    void tellsLoginsApart() {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().saslPlain(Map.of("user", "s3cr3t")).start()) {
            Ran none = doctor(kafka);
            assertThat(none.exitCode()).isEqualTo(3);
            assertThat(text(none)).contains("wants a login (PLAIN), and security.protocol is PLAINTEXT");
            Ran wrong = doctor(kafka, login("PLAIN", "user", "wr0ng-s3cr3t"));
            assertThat(wrong.exitCode()).isEqualTo(3);
            assertThat(text(wrong)).contains("the brokers refuse the login by SASL_PLAINTEXT with PLAIN: ");
            assertThat(wrong.out() + wrong.err()).doesNotContain("s3cr3t");
            Ran other = doctor(
                    kafka,
                    "security.protocol=SASL_PLAINTEXT",
                    "sasl.mechanism=SCRAM-SHA-512",
                    "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
                            + " username=\"user\" password=\"s3cr3t\";");
            assertThat(text(other)).contains("does not know sasl.mechanism = SCRAM-SHA-512, only PLAIN");
            Ran right = doctor(kafka, login("PLAIN", "user", "s3cr3t"));
            assertThat(right.exitCode()).as(right.out()).isZero();
            assertThat(text(right)).contains("login       SASL_PLAINTEXT with PLAIN: accepted");
        }
    }

    @Test
    void tellsTlsApart() throws Exception {
        Path keystore = Keystore.make(folder.resolve("broker.p12"));
        Path other = Keystore.make(folder.resolve("other.p12"));
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().tls(keystore, Keystore.PASSWORD).start()) {
            Ran plain = doctor(kafka);
            assertThat(plain.exitCode()).isEqualTo(3);
            assertThat(text(plain)).contains("speaks TLS, and security.protocol is PLAINTEXT");
            Ran untrusted = doctor(kafka, Keystore.trusting(other));
            assertThat(untrusted.exitCode()).isEqualTo(3);
            assertThat(text(untrusted))
                    .contains("certificate of CN=localhost, valid until ")
                    .contains("the TLS handshake fails: ", "-> let ssl.truststore.location name a store");
            Ran right = doctor(kafka, Keystore.trusting(keystore));
            assertThat(right.exitCode()).as(right.out()).isZero();
            assertThat(text(right)).contains("a Kafka broker, over TLS", "none wanted (SSL)");
        }
    }

    private static final String COPY = """
        [pipeline]
        name = "copy"
        delivery = "exactly_once"
        [[stages]]
        id = "in"
        function = "kafka"
        [stages.config]
        topic = "in"
        group_id = "readers"
        username = "user"
        password = "s3cr3t"
        client = { "security.protocol" = "SASL_PLAINTEXT" }
        [[stages]]
        id = "out"
        function = "kafka"
        inputs = ["in"]
        [stages.config]
        topic = "out"
        username = "user"
        password = "s3cr3t"
        client = { "security.protocol" = "SASL_PLAINTEXT" }
        """;

    private Path file(String toml) throws IOException {
        return Files.writeString(folder.resolve("copy.toml"), toml);
    }

    @Test
    void holdsAFileAgainstItsClusterAndWhatIsAllowedThere() throws Exception {
        Map<String, String> users = Map.of("user", "s3cr3t", "admin", "adm1n");
        Map<String, String> authorizer = Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS;User:admin");
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .saslPlain(users)
                .brokerSettings(authorizer)
                .start()) {
            kafka.createTopic("in", 2);
            kafka.createTopic("out", 2);
            try (Admin admin = Admin.create(adminOf(kafka))) {
                admin.createAcls(List.of(
                                allow(ResourceType.TOPIC, "in", AclOperation.READ),
                                allow(ResourceType.TOPIC, "in", AclOperation.DESCRIBE_CONFIGS),
                                allow(ResourceType.TOPIC, "out", AclOperation.DESCRIBE)))
                        .all()
                        .get();
                set(admin, "in", "retention.ms", "60000");
            }

            Ran ran = Ran.command("doctor", file(COPY).toString(), "--brokers", kafka.bootstrapServers());

            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(ran.out() + ran.err()).doesNotContain("s3cr3t");
            assertThat(text(ran))
                    .contains("on topic in: all that is needed")
                    .contains("topic out: we may not write -> allow WRITE on topic out")
                    .contains("in: records are deleted after 60000 ms, read or not -> set retention.ms to 86400000")
                    .contains("out: its settings are not shown to us (DESCRIBE_CONFIGS)", "skipped  clock")
                    .contains("group readers: ", "-> allow READ on group readers")
                    .contains("transactional ids that begin with wharf-copy: we may not use them");
        }
    }

    private static Map<String, Object> adminOf(EmbeddedKafka kafka) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\""
                        + " password=\"adm1n\";");
    }

    private static AclBinding allow(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:user", "*", operation, AclPermissionType.ALLOW));
    }

    private static void set(Admin admin, String topic, String name, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }

    @Test
    void tellsAMissingTopicWithItsPlaceInTheFile() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            kafka.createTopic("in", 1);
            String plain = COPY.replaceAll("(?m)^(username|password|client) = .*\\n", "");
            Ran ran = Ran.command("doctor", file(plain).toString(), "--brokers", kafka.bootstrapServers());
            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(text(ran)).contains("copy.toml:15:1: stage out: topic out does not exist at 127.0.0.1:");
            assertThat(text(ran)).contains("in: 1 partition, 1 copy", "readers is not there yet");
        }
    }
}
