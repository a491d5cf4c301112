package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import org.junit.jupiter.api.Test;

/** What can be known of a topic without brokers. */
final class TopicsTest {

    @Test
    void aReplicationFactorIsTakenAsItStandsOrRefused() {
        assertThat(Topics.copies(-1)).isEmpty();
        assertThat(Topics.copies(3)).contains((short) 3);
        assertThatThrownBy(() -> Topics.copies(65_537))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("65537");
    }
}
