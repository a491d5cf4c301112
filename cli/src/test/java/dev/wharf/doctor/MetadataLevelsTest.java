package dev.wharf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.Test;

/** Levels of features against what Kafka's own list says. */
final class MetadataLevelsTest {

    @Test
    void knowsTheReleaseOfEveryLevelThatKafkaKnows() {
        for (MetadataVersion version : MetadataVersion.values()) {
            if (!version.isAtLeast(MetadataVersion.latestTesting()) || version.isProduction()) {
                String release = version.version().replaceFirst("-IV\\d+$", "");
                assertThat(MetadataLevels.release(version.featureLevel()))
                        .as(version.version())
                        .isEqualTo(release);
            }
        }
    }

    @Test
    void saysThatANewerOneIsNewerAndAnOlderOneOld() {
        assertThat(MetadataLevels.release(99)).isEqualTo("4.3 or newer");
        assertThat(MetadataLevels.isOld(MetadataLevels.release(99))).isFalse();
        assertThat(MetadataLevels.isOld(MetadataLevels.release(0))).isTrue();
        assertThat(MetadataLevels.isOld(MetadataLevels.release(21))).isTrue();
        assertThat(MetadataLevels.isOld(MetadataLevels.release(22))).isFalse();
    }
}
