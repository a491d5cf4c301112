package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JavaValuesTest {
    private static @Nullable Object parsed(String json) {
        return JsonCodec.JSON.decode(Payload.of(json), new Fields()) instanceof Document document
                ? JavaValues.toJava(document.value())
                : "no JSON";
    }

    @Test
    void plainValuesComeBackAsTheyWere() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("text", "a");
        map.put("whole", 7L);
        map.put("decimal", new BigDecimal("0.10"));
        map.put("none", null);
        map.put("list", Arrays.asList(true, null, List.of(), Map.of("b", "c")));

        assertThat(JavaValues.toJava(JavaValues.of(map))).isEqualTo(map);
    }

    @Test
    void jsonKeepsEveryDigit() {
        assertThat(parsed("{\"a\":12345678901234567890123,\"b\":0.1000000000000000055,\"c\":-3}"))
                .isEqualTo(Map.of(
                        "a", new BigDecimal("12345678901234567890123"),
                        "b", new BigDecimal("0.1000000000000000055"),
                        "c", -3L));
    }

    @Test
    void numbersOfAllKindsAreTaken() {
        assertThat(JavaValues.of((byte) 1)).isEqualTo(Value.Int.of(1));
        assertThat(JavaValues.of((short) 1)).isEqualTo(Value.Int.of(1));
        assertThat(JavaValues.of(BigInteger.TEN.pow(30)))
                .isEqualTo(new Value.Decimal(new BigDecimal(BigInteger.TEN.pow(30))));
        assertThat(JavaValues.of(1.5f)).isEqualTo(new Value.Float32(1.5f));
    }

    @Test
    void timesAndIdsAreText() {
        UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

        assertThat(JavaValues.of(Instant.EPOCH)).isEqualTo(new Value.Text("1970-01-01T00:00:00Z"));
        assertThat(JavaValues.of(LocalDate.EPOCH)).isEqualTo(new Value.Date(LocalDate.EPOCH));
        assertThat(JavaValues.of(id)).isEqualTo(new Value.Text(id.toString()));
    }

    @Test
    void nothingIsGuessed() {
        assertThatThrownBy(() -> JavaValues.of(Map.of("a", new Object())))
                .hasMessageContaining("java.lang.Object has no form of its own");
        assertThatThrownBy(() -> JavaValues.of(Map.of(1, "a"))).hasMessageContaining("java.lang.Integer");
    }
}
