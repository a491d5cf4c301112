package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plan can tell and do for somebody who may not do everything. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework starts the broker
final class TopicPermissionsIT {
    private static final TopicTier TIER = new TopicTier("test", 1, 1, Map.of("retention.ms", "2000000"));

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder()
                .saslPlain(Map.of("user", "s3cr3t", "admin", "adm1n"))
                .brokerSettings(Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS;User:admin"))
                .start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static ClientSettings as(String user, String password) {
        return new ClientSettings(
                kafka.bootstrapServers(),
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";"));
    }

    private static void allow(String topic, AclOperation... operations) throws Exception {
        List<AclBinding> bindings = Arrays.stream(operations)
                .map(operation -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:user", "*", operation, AclPermissionType.ALLOW)))
                .toList();
        try (ClusterAdmin admin = ClusterAdmin.connect(as("admin", "adm1n"))) {
            admin.admin().createAcls(bindings).all().get();
        }
    }

    private static TopicPlan plan(String topic, TopicTier tier) {
        return TopicPlan.builder().topic(topic, tier).build();
    }

    @Test
    void whoMayNotSeeSettingsIsToldSoAndVerifiesTheRest() throws Exception {
        kafka.createTopic("seen", 1);
        allow("seen", AclOperation.DESCRIBE);
        ClientSettings user = as("user", "s3cr3t");

        TopicComparison found = plan("seen", TIER).ensure(user, TopicMode.VERIFY);

        assertThat(found.isAsPlanned()).isTrue();
        assertThat(found.untold())
                .containsExactly("topic seen: its settings are not shown to us, and were not compared; allow"
                        + " DESCRIBE_CONFIGS on it");
        assertThatThrownBy(() -> plan("seen", TIER.withPartitions(2)).ensure(user, TopicMode.VERIFY))
                .hasMessageContaining("topic seen: partitions 1, wanted 2");
    }

    @Test
    void whoMayNotEvenSeeATopicFails() {
        kafka.createTopic("hidden", 1);
        assertThatThrownBy(() -> plan("hidden", TIER).ensure(as("user", "s3cr3t"), TopicMode.VERIFY))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                .hasMessageEndingWith("Topic authorization failed. Allow DESCRIBE on topic hidden");
    }

    @Test
    void whoMayNotCreateOrChangeIsToldWithWhat() throws Exception {
        kafka.createTopic("fixed", 1);
        allow("fixed", AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
        allow("absent", AclOperation.DESCRIBE);
        TopicTier longer = TIER.withConfig("segment.ms", 5000);
        TopicPlan plan = TopicPlan.builder()
                .topic("fixed", longer.withoutConfig("retention.ms"))
                .topic("absent", longer)
                .build();
        try (ClusterAdmin cluster = ClusterAdmin.connect(as("user", "s3cr3t"))) {
            TopicPreview preview = plan.preview(cluster);
            assertThat(preview.refused()).isEmpty();
            assertThat(preview.found().toApply()).hasSize(2);
            assertThat(preview.found().untold())
                    .hasSize(2)
                    .allMatch(text -> text.contains("whether the brokers would take this is not told"));
            TopicApplied applied = plan.apply(cluster);
            assertThat(applied.done()).isEmpty();
            assertThat(applied.refused().keySet()).containsExactlyInAnyOrder("fixed", "absent");
            assertThat(applied.refused().values())
                    .extracting(WharfException::code)
                    .containsOnly(ErrorCode.ENVIRONMENT);
        }
    }
}
