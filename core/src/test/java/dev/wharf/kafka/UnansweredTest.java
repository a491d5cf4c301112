package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.status.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UnansweredTest {
    private final Unanswered unanswered = new Unanswered("orders", 0);

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void aTopicThatIsSentNothingIsInNoTrouble() {
        assertThat(unanswered.look(seconds(60), 5, 5)).isEmpty();
    }

    @Test
    void tellsOfATopicThatAcknowledgesNothing() {
        assertThat(unanswered.look(seconds(1), 5, 5)).isEmpty();

        assertThat(unanswered.look(seconds(5), 9, 5)).hasValueSatisfying(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.SINK_AWAY);
            assertThat(trouble.text()).contains("orders", "for 4 s", "4 records");
        });
    }

    @Test
    void oneAcknowledgementIsEnough() {
        assertThat(unanswered.look(seconds(1), 7, 5)).isEmpty();
        assertThat(unanswered.look(seconds(5), 9, 6)).isEmpty();
    }
}
