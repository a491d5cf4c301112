package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Names of subjects. */
final class SubjectStrategyTest {

    @Test
    void makesTheNamesThatEverybodyMakes() {
        assertThat(SubjectStrategy.TOPIC.subject("orders", false, "a.B")).isEqualTo("orders-value");
        assertThat(SubjectStrategy.TOPIC.subject("orders", true, "")).isEqualTo("orders-key");
        assertThat(SubjectStrategy.RECORD.subject("orders", true, "a.B")).isEqualTo("a.B");
        assertThat(SubjectStrategy.TOPIC_RECORD.subject("orders", false, "a.B")).isEqualTo("orders-a.B");
    }

    @Test
    void needsANameWhereItIsMadeOfOne() {
        assertThatThrownBy(() -> SubjectStrategy.RECORD.subject("orders", false, ""))
                .hasMessageContaining("the schema for topic orders has no name");
    }

    @Test
    void takesAFunctionOfOnesOwn() {
        SubjectStrategy own = (topic, key, name) -> ":.prod:" + topic;
        assertThat(own.subject("orders", false, "")).isEqualTo(":.prod:orders");
    }

    @Test
    void isFoundByName() {
        assertThat(SubjectStrategy.named("record")).isEqualTo(SubjectStrategy.RECORD);
        assertThat(SubjectStrategy.named("io.confluent.kafka.serializers.subject.TopicNameStrategy"))
                .isEqualTo(SubjectStrategy.TOPIC);
        assertThatThrownBy(() -> SubjectStrategy.named("recrd")).hasMessageContaining("did you mean record?");
    }
}
