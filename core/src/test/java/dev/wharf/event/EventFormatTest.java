package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventFormatTest {
    private static final Instant NOW = Instant.parse("2026-02-10T12:00:00.250Z");

    private static EventFormat format(boolean cloudEvents) {
        return new EventFormat(
                "shop", Map.of("orders", "prod.orders"), cloudEvents, Clock.fixed(NOW, ZoneOffset.UTC), () -> "id-1");
    }

    private static @Nullable String text(Payload payload) {
        byte[] bytes = payload.array();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(EventFormat.Outgoing outgoing) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : outgoing.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    @Test
    void aMapIsJsonWithWhoSentItAndWhen() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", "o-1");
        order.put("lines", List.of(1, 2.5, true));

        EventFormat.Outgoing outgoing = format(false).outgoing("orders", order, "o-1");

        assertThat(outgoing.topic()).isEqualTo("prod.orders");
        assertThat(text(outgoing.key())).isEqualTo("o-1");
        assertThat(text(outgoing.value())).isEqualTo("{\"id\":\"o-1\",\"lines\":[1,2.5,true]}");
        assertThat(headers(outgoing)).isEqualTo(Map.of("timestamp", "1770724800.250", "source", "shop"));
    }

    @Test
    void bytesAreSentAsTheyAreAndNullIsATombstone() {
        byte[] bytes = {0, 1, (byte) 0xFF};

        assertThat(format(false).outgoing("orders", bytes, null).value().array())
                .isSameAs(bytes);
        assertThat(format(false).outgoing("orders", bytes, null).key().isNull()).isTrue();
        assertThat(format(false).outgoing("orders", null, "k").value().isNull()).isTrue();
        assertThat(text(format(false).outgoing("orders", Value.NULL, "k").value()))
                .isEqualTo("null");
        assertThat(text(format(false).outgoing("orders", "a \"text\"", "k").value()))
                .isEqualTo("\"a \\\"text\\\"\"");
    }

    @Test
    void aCloudEventHasItsAttributesInHeaders() {
        assertThat(headers(format(true).outgoing("orders", Map.of(), "o-1")))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "id-1")
                .containsEntry("ce_source", "/shop")
                .containsEntry("ce_type", "orders")
                .containsEntry("ce_time", "2026-02-10T12:00:00.250Z")
                .containsEntry("ce_subject", "o-1")
                .containsEntry("ce_partitionkey", "o-1")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void anUnknownTopicIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> format(false).outgoing("order", Map.of(), "o-1"))
                .hasMessage("there is no topic \"order\" in the settings of service shop; there are orders");
    }

    @Test
    void whatHasNoFormInJsonIsRefused() {
        assertThatThrownBy(() -> format(false).outgoing("orders", new Object(), "o-1"))
                .hasMessageContaining("java.lang.Object has no form of its own");
    }
}
