package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logical types, at the edges of what they hold. */
class AvroLogicalTest {
    @Test
    void unknownAndWrongLogicalTypesAreNone() {
        assertThat(type("{\"type\":\"long\",\"logicalType\":\"parsecs\"}")).isNull();
        assertThat(type("{\"type\":\"string\",\"logicalType\":\"date\"}")).isNull();
        assertThat(type("{\"type\":\"bytes\",\"logicalType\":\"decimal\"}")).isNull();
        assertThat(type("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2,\"scale\":3}"))
                .isNull();
        assertThat(type("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":0}"))
                .isNull();
        assertThat(type("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2,\"logicalType\":\"decimal\",\"precision\":5}"))
                .isNull();
        assertThat(type("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2,\"logicalType\":\"decimal\",\"precision\":4}"))
                .hasToString("decimal(4,0)");
        assertThat(type("{\"type\":\"fixed\",\"name\":\"F\",\"size\":11,\"logicalType\":\"duration\"}"))
                .isNull();
        assertThat(type("{\"type\":\"fixed\",\"name\":\"F\",\"size\":15,\"logicalType\":\"uuid\"}"))
                .isNull();
        assertThat(type("{\"type\":\"int\",\"logicalType\":\"timestamp-millis\"}"))
                .isNull();
    }

    private static @Nullable Object type(String schema) {
        return Logical.of(AvroRules.RULES.parse(schema).schema());
    }

    @Test
    void bigDecimalsAreThoseOfApache() {
        Schema schema = LogicalTypes.bigDecimal().addToSchema(Schema.create(Schema.Type.BYTES));
        AvroCodec codec = AvroCodec.of(schema);
        for (String number : new String[] {"0", "-1", "123.4500", "1E+300", "-98765432109876543210.5", "1E-300"}) {
            Value value = new Value.Decimal(new BigDecimal(number));
            byte[] bytes = encoded(codec, value);
            ByteBuffer whole = new Conversions.BigDecimalConversion()
                    .toBytes(new BigDecimal(number), schema, LogicalTypes.bigDecimal());
            assertThat(bytes).isEqualTo(Apache.bytes(Schema.create(Schema.Type.BYTES), whole));
            assertThat(codec.read(Payload.of(bytes))).isEqualTo(value);
        }
        assertThatThrownBy(() -> encoded(codec, new Value.Decimal(new BigDecimal("1E+20000"))))
                .isInstanceOf(WharfException.class);
    }

    @Test
    void decimalsAreComputedOnlyWhereTheyCanFit() {
        AvroCodec codec =
                AvroCodec.of("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2000000000,\"scale\":3}");
        assertThat(read(codec, new Value.Decimal(new BigDecimal("1E+3")))).hasToString("Decimal[value=1000.000]");
        assertThat(read(codec, new Value.Decimal(new BigDecimal("1.50000")))).hasToString("Decimal[value=1.500]");
        assertThatThrownBy(() -> encoded(codec, new Value.Decimal(new BigDecimal("1E+1900000000"))))
                .hasMessageContaining("digits, more than");
        assertThatThrownBy(() -> encoded(codec, new Value.Decimal(new BigDecimal("1E-1900000000"))))
                .hasMessageContaining("a decimal of scale 1900000000 does not fit");
        assertThat(failure("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4}", 0))
                .isEqualTo("a decimal of no bytes");
    }

    @Test
    void timesBeyondTheDayAreNone() {
        String millis = "{\"type\":\"int\",\"logicalType\":\"time-millis\"}";
        assertThat(failure(millis, 1)).isEqualTo("a time-millis that is no time of a day");
        AvroCodec codec = AvroCodec.of(millis);
        Value last = new Value.Time(LocalTime.of(23, 59, 59, 999_000_000), Value.TimeUnit.MILLIS);
        assertThat(read(codec, last)).isEqualTo(last);
        assertThat(read(codec, new Value.Text("23:59:59.999"))).isEqualTo(last);
        assertThatThrownBy(() -> encoded(codec, Value.Int.of(86_400_000)))
                .hasMessage("int: an integer that is no time of a day does not fit time-millis");
        assertThatThrownBy(() -> encoded(codec, new Value.Time(LocalTime.ofNanoOfDay(1), Value.TimeUnit.NANOS)))
                .hasMessage("int: a time with parts smaller than the unit does not fit time-millis");
    }

    @Test
    void theFirstAndTheLastTimestampGoBothWays() {
        for (String name : new String[] {"timestamp-millis", "timestamp-micros", "timestamp-nanos"}) {
            for (String kind : new String[] {name, "local-" + name}) {
                AvroCodec codec = AvroCodec.of("{\"type\":\"long\",\"logicalType\":\"" + kind + "\"}");
                for (long count : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE}) {
                    byte[] bytes = encoded(AvroCodec.of("\"long\""), Value.Int.of(count));
                    assertThat(encoded(codec, codec.read(Payload.of(bytes))))
                            .as("%s %s", kind, count)
                            .isEqualTo(bytes);
                }
            }
        }
        AvroCodec nanos = AvroCodec.of("{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}");
        assertThatThrownBy(() -> encoded(nanos, new Value.Timestamp(Instant.MAX, Value.TimeUnit.NANOS)))
                .hasMessage("long: a time that far away does not fit timestamp-nanos");
    }

    @Test
    void datesGoFromTheFirstDayToTheLast() {
        AvroCodec codec = AvroCodec.of("{\"type\":\"int\",\"logicalType\":\"date\"}");
        for (long day : new long[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
            Value date = new Value.Date(LocalDate.ofEpochDay(day));
            assertThat(read(codec, date)).isEqualTo(date);
            assertThat(read(codec, Value.Int.of(day))).isEqualTo(date);
        }
        assertThat(read(codec, new Value.Text("2026-11-28"))).isEqualTo(new Value.Date(LocalDate.of(2026, 11, 28)));
        assertThatThrownBy(() -> encoded(codec, new Value.Date(LocalDate.MAX)))
                .hasMessage("int: a date that far away does not fit date");
    }

    @Test
    void durationsAreIntervals() {
        AvroCodec codec = AvroCodec.of("{\"type\":\"fixed\",\"name\":\"D\",\"size\":12,\"logicalType\":\"duration\"}");
        Value interval = new Value.Interval(14, 3, 1_500_000_000);
        assertThat(encoded(codec, interval)).containsExactly(14, 0, 0, 0, 3, 0, 0, 0, 0xDC, 5, 0, 0);
        assertThat(read(codec, interval)).isEqualTo(interval);
        ByteSink json = new ByteSink();
        JsonCodec.JSON.encode(interval, json);
        assertThat(read(codec, JsonCodec.JSON.read(Payload.of(json.toByteArray()))))
                .isEqualTo(interval);
        assertThat(read(codec, new Value.Text("PT1S"))).isEqualTo(new Value.Interval(0, 0, 1_000_000_000));
        assertThatThrownBy(() -> encoded(codec, new Value.Interval(-1, 0, 0))).hasMessageContaining("negative");
        assertThatThrownBy(() -> encoded(codec, new Value.Interval(0, 0, 1))).hasMessageContaining("millisecond");
        assertThatThrownBy(() -> encoded(codec, new Value.Text("soon"))).hasMessageContaining("a duration");
        assertThat(failure(codec.writer().toString(), 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0))
                .startsWith("a duration of more than");
    }

    @Test
    void uuidsAreTextHoweverTheyAreWritten() {
        AvroCodec codec = AvroCodec.of("{\"type\":\"fixed\",\"name\":\"U\",\"size\":16,\"logicalType\":\"uuid\"}");
        UUID uuid = UUID.fromString("6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11");
        assertThat(read(codec, new Value.Text(uuid.toString().toUpperCase(Locale.ROOT))))
                .isEqualTo(new Value.Text(uuid.toString()));
        assertThatThrownBy(() -> encoded(codec, new Value.Text("1-1-1-1-1"))).hasMessage("U: text does not fit a UUID");
        assertThat(AvroCodec.of("{\"type\":\"string\",\"logicalType\":\"uuid\"}")
                        .read(Payload.of(new byte[] {2, 'a'})))
                .isEqualTo(new Value.Text("a"));
    }

    private static String failure(String schema, int... bytes) {
        ByteSink sink = new ByteSink();
        for (int each : bytes) {
            sink.write(each);
        }
        Decoded decoded = AvroCodec.of(schema).decode(Payload.of(sink.toByteArray()), new Fields());
        return ((Decoded.Failure) decoded).reason();
    }

    private static Value read(AvroCodec codec, Value value) {
        return codec.read(Payload.of(encoded(codec, value)));
    }

    private static byte[] encoded(AvroCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }
}
