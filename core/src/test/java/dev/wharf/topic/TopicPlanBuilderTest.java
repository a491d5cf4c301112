package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans as they are made in Java. */
final class TopicPlanBuilderTest {

    private static void assertRefused(TopicPlanBuilder plan, String... lines) {
        assertThatThrownBy(plan::build)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).containsExactly(lines));
    }

    @Test
    void takesTheTopicsOfTheEnvironmentEachWithItsTier() {
        TopicPlan plan = TopicPlan.ofEnvironment(Map.of(
                "KAFKA_TOPIC_ORDER_PLACED", "order-placed",
                "KAFKA_TOPIC_ERRORS", "order-errors",
                "KAFKA_TOPIC_DLQ", "orders.dlq",
                "KAFKA_TOPIC_", "no-name",
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        assertThat(plan.topics())
                .containsExactly(
                        new PlannedTopic("orders.dlq", TopicTier.DLQ),
                        new PlannedTopic("order-errors", TopicTier.ERROR),
                        new PlannedTopic("order-placed", TopicTier.STANDARD));
        assertThat(plan.profile()).isEqualTo(TopicProfile.PROD);
        assertThat(plan.addsPartitions()).isFalse();
    }

    @Test
    void whatWasSaidOfATopicGoesBeforeItsVariable() {
        TopicTier wide = TopicTier.STANDARD.named("wide").withPartitions(12);
        TopicTier standard = TopicTier.STANDARD.withPartitions(6);
        TopicPlan plan = TopicPlan.builder()
                .topic("clicks", wide)
                .tier(standard)
                .environment(Map.of("KAFKA_TOPIC_CLICKS", "clicks", "KAFKA_TOPIC_ORDERS", "orders"))
                .build();
        assertThat(plan.topics())
                .containsExactly(new PlannedTopic("clicks", wide), new PlannedTopic("orders", standard));
    }

    @Test
    void severalVariablesMayNameOneTopicIfTheyMeanTheSame() {
        TopicPlan plan = TopicPlan.ofEnvironment(Map.of("KAFKA_TOPIC_ERRORS", "failed", "KAFKA_TOPIC_DLQ", "failed"));
        assertThat(plan.topics()).containsExactly(new PlannedTopic("failed", TopicTier.DLQ));
        assertRefused(
                TopicPlan.builder().environment(Map.of("KAFKA_TOPIC_A", "one", "KAFKA_TOPIC_DLQ", "one")),
                "KAFKA_TOPIC_A and KAFKA_TOPIC_DLQ name the same topic one, once of the tier standard and once of dlq;"
                        + " give them one each");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "order placed", "..", "größe"})
    void refusesVariablesThatNameNoTopic(String name) {
        assertRefused(
                TopicPlan.builder().environment(Map.of("KAFKA_TOPIC_A", name)),
                "KAFKA_TOPIC_A = \"" + name
                        + "\" is no name for a topic; use letters, digits, dots, underscores and hyphens");
    }

    @Test
    void refusesAPlanWithoutTopics() {
        assertRefused(
                TopicPlan.builder().environment(Map.of("HOME", "/")),
                "the environment has no variable KAFKA_TOPIC_NAME; set one for each topic");
        assertRefused(TopicPlan.builder(), "the plan has no topics; add one");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        TopicTier wrong = TopicTier.STANDARD.named("wrong").withPartitions(0).withConfig("retention", 1);
        assertRefused(
                TopicPlan.builder()
                        .tier(wrong)
                        .topic("a/b", TopicTier.STANDARD)
                        .topic("c", TopicTier.STANDARD)
                        .topic("c", wrong),
                "tier wrong: partitions = 0 must be at least 1",
                "tier wrong: Kafka has no topic setting retention; did you mean retention.ms?",
                "topic \"a/b\" is no name for a topic; use letters, digits, dots, underscores and hyphens",
                "topic c: partitions = 0 must be at least 1",
                "topic c: Kafka has no topic setting retention; did you mean retention.ms?",
                "topic c is planned twice; remove one");
    }

    @Test
    void connectsToNothingWhereNothingIsToBeDone() {
        TopicPlan plan = TopicPlan.builder().topic("a", TopicTier.STANDARD).build();
        assertThat(plan.ensure(ClientSettings.of("127.0.0.1:9"), TopicMode.NONE).isAsPlanned())
                .isTrue();
    }
}
