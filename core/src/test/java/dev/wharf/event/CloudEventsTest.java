package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against the project's own library. */
final class CloudEventsTest {
    private static final Instant NOW = Instant.parse("2026-02-10T12:00:00.250Z");

    private static CloudEvent read(@Nullable Object value, @Nullable String key) {
        EventFormat format = new EventFormat(
                "shop", Map.of("order_placed", "orders"), true, Clock.fixed(NOW, ZoneOffset.UTC), () -> "id-1");
        EventFormat.Outgoing outgoing = format.outgoing("order_placed", value, key);
        return KafkaMessageFactory.createReader(
                        outgoing.headers(),
                        Objects.requireNonNullElse(outgoing.value().array(), new byte[0]))
                .toEvent();
    }

    @Test
    void theirLibraryReadsWhatWePublish() {
        CloudEvent event = read(Map.of("n", 1), "o-1");

        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isEqualTo("id-1");
        assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
        assertThat(event.getType()).isEqualTo("order_placed");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC));
        assertThat(event.getSubject()).isEqualTo("o-1");
        assertThat(event.getExtension("partitionkey")).isEqualTo("o-1");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(Objects.requireNonNull(event.getData()).toBytes()).isEqualTo(EventRig.bytes("{\"n\":1}"));
    }

    @Test
    void bytesHaveNoContentTypeAndNoKeyNoSubject() {
        CloudEvent event = read(new byte[] {1, 2}, null);

        assertThat(event.getDataContentType()).isNull();
        assertThat(event.getSubject()).isNull();
        assertThat(Objects.requireNonNull(event.getData()).toBytes()).isEqualTo(new byte[] {1, 2});
    }
}
