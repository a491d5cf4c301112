package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a store in memory, and without a broker: topics are what these tests say. */
final class PayloadSerdeTest {
    private static final int LARGE = PayloadSerializer.INLINE_MAX_BYTES + 1;

    private final String place = UUID.randomUUID().toString();
    private final Headers headers = new RecordHeaders();
    private final PayloadSerializer<byte[]> serializer =
            new PayloadSerializer<>(new ByteArraySerializer(), PayloadSerdeTest::opened);
    private final PayloadDeserializer<byte[]> deserializer = new PayloadDeserializer<>();

    @AfterEach
    void close() {
        serializer.close();
        deserializer.close();
    }

    private static SerializedPayloads opened(PayloadSettings settings) {
        return new SerializedPayloads(
                Uploads.open(settings, "test"),
                topic -> new PayloadRoute(
                        topic,
                        3,
                        1 << 20,
                        null,
                        () -> {
                            throw new IllegalStateException("no chunks here");
                        },
                        unused -> {}));
    }

    private Map<String, Object> settings(Object... more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "localhost:1");
        settings.put("store.archive.url", "memory:" + place);
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        return settings;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void leavesASmallValueAsItIs() {
        serializer.configure(settings(), false);
        deserializer.configure(settings(), false);

        for (byte[] value : new byte[][] {{}, {1}, random(LARGE - 1)}) {
            assertThat(serializer.serialize("t", headers, value)).isSameAs(value);
            assertThat(serializer.serialize("t", value)).isSameAs(value);
            assertThat(deserializer.deserialize("t", headers, value)).isEqualTo(value);
            assertThat(deserializer.deserialize("t", value)).isEqualTo(value);
        }
        assertThat(headers).isEmpty();
    }

    @Test
    void putsALargeValueElsewhereAndReadsItBack() {
        serializer.configure(settings(), false);
        deserializer.configure(settings(), false);

        byte[] value = serializer.serialize("t", headers, random(LARGE));

        assertThat(value).isNotNull().isEmpty();
        assertThat(headers).extracting(Header::key).containsExactly(PayloadOpener.HEADER);
        assertThat(deserializer.deserialize("t", headers, value)).isEqualTo(random(LARGE));
    }

    @Test
    void keepsInTheRecordWhatIsSmallOnceItIsCompressed() {
        Map<String, Object> settings = settings("payload.compression", "zstd", "payload.inline.max.bytes", "1000");
        serializer.configure(settings, false);
        deserializer.configure(settings(), false);

        byte[] value = serializer.serialize("t", headers, new byte[100_000]);

        assertThat(value).hasSizeBetween(1, 1000);
        assertThat(deserializer.deserialize("t", headers, value)).isEqualTo(new byte[100_000]);
    }

    @Test
    void keepsATombstone() {
        serializer.configure(settings(), false);
        deserializer.configure(settings(), false);

        assertThat(serializer.serialize("t", headers, null)).isNull();
        assertThat(deserializer.deserialize("t", headers, (byte[]) null)).isNull();
    }

    @Test
    void takesTheReferenceOutOfTheHeadersOfWhatItHasRead() {
        serializer.configure(settings(), false);
        deserializer.configure(settings(), false);
        headers.add("mine", new byte[] {1});
        byte[] value = serializer.serialize("t", headers, random(LARGE));

        var unused = deserializer.deserialize("t", headers, value);

        assertThat(headers).extracting(Header::key).containsExactly("mine");
    }

    @Test
    void takesTheReferenceOfAnotherPayloadOutOfTheHeadersOfWhatItWrites() {
        serializer.configure(settings(), false);
        headers.add(PayloadOpener.HEADER, new byte[] {1, 2, 3});

        assertThat(serializer.serialize("t", headers, new byte[] {7})).containsExactly(7);

        assertThat(headers).isEmpty();
    }

    @Test
    void refusesALargeValueWhereThereAreNoHeaders() {
        serializer.configure(settings(), false);

        assertThatThrownBy(() -> serializer.serialize("t", random(LARGE)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a value for topic t has " + LARGE + " bytes, more than the " + (LARGE - 1))
                .hasMessageContaining("call serialize with headers")
                .hasMessageContaining("state store");
    }

    @Test
    void refusesALargeKey() {
        serializer.configure(settings(), true);

        assertThatThrownBy(() -> serializer.serialize("t", headers, random(LARGE)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a key for topic t has " + LARGE + " bytes")
                .hasMessageContaining("only values can be larger");
        assertThat(headers).isEmpty();
    }

    @Test
    void leavesTheReferenceOfTheValueAloneWhereItSerializesTheKey() {
        serializer.configure(settings(), true);
        deserializer.configure(settings(), true);
        headers.add(PayloadOpener.HEADER, new byte[] {1, 2, 3});

        assertThat(serializer.serialize("t", headers, new byte[] {7})).containsExactly(7);
        assertThat(deserializer.deserialize("t", headers, new byte[] {7})).containsExactly(7);

        assertThat(headers).hasSize(1);
    }

    @Test
    void loadsNoMoreThanItMay() {
        serializer.configure(settings(), false);
        deserializer.configure(settings("payload.load.max.bytes", LARGE - 1), false);
        byte[] value = serializer.serialize("t", headers, random(LARGE));

        assertThatThrownBy(() -> deserializer.deserialize("t", headers, value))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a record of topic t")
                .cause()
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThat(headers).hasSize(1);
    }

    @Test
    void saysThatAPayloadIsMissing() {
        serializer.configure(settings(), false);
        deserializer.configure(settings("store.archive.url", "memory:elsewhere"), false);
        byte[] value = serializer.serialize("t", headers, random(LARGE));

        assertThatThrownBy(() -> deserializer.deserialize("t", headers, value))
                .isInstanceOf(SerializationException.class)
                .hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void saysThatAReferenceIsNone() {
        deserializer.configure(settings(), false);
        headers.add(PayloadOpener.HEADER, new byte[] {9});

        assertThatThrownBy(() -> deserializer.deserialize("t", headers, new byte[0]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a record of topic t")
                .hasCauseInstanceOf(WharfException.class);
    }

    @Test
    void readsWhatTheProducerHasWrittenToTheStore() {
        deserializer.configure(settings(), false);
        PayloadSettings payloads =
                PayloadSettings.of(Map.of("bootstrap.servers", "localhost:1", "store.archive.url", "memory:" + place));
        try (Uploads uploads = Uploads.open(payloads, "test")) {
            Written written = new PayloadWriter(Compression.LZ4, Clock.systemUTC())
                    .write(
                            PayloadSource.of(random(5_000)),
                            0,
                            () -> Destination.of(
                                    "archive",
                                    "t/1",
                                    Objects.requireNonNull(uploads.store()).upload("t/1", new ByteBudget(1))));
            headers.add(PayloadOpener.HEADER, ReferenceFormat.write(Objects.requireNonNull(written.reference())));
        }

        assertThat(deserializer.deserialize("t", headers, new byte[0])).isEqualTo(random(5_000));
    }

    @Test
    void isPutAroundAnotherSerializerByItsName() {
        String text = "payload ".repeat(200_000);
        try (PayloadSerializer<String> texts = new PayloadSerializer<>(null, PayloadSerdeTest::opened);
                PayloadDeserializer<String> back = new PayloadDeserializer<>()) {
            texts.configure(settings("payload.inner.serializer", StringSerializer.class), false);
            back.configure(settings("payload.inner.deserializer", StringDeserializer.class.getName()), false);

            byte[] value = texts.serialize("t", headers, text);

            assertThat(value).isEmpty();
            assertThat(back.deserialize("t", headers, value)).isEqualTo(text);
        }
    }

    @Test
    void isPutAroundASerdeInJava() {
        try (PayloadSerde<String> serde = PayloadSerde.of(Serdes.String())) {
            serde.configure(settings(), false);

            byte[] value = serde.serializer().serialize("t", headers, "payload");

            assertThat(value).asString(StandardCharsets.UTF_8).isEqualTo("payload");
            assertThat(serde.deserializer().deserialize("t", headers, value)).isEqualTo("payload");
        }
    }

    @Test
    void takesWhatItNeedsOfTheSettingsOfAClientAndLeavesTheRest() {
        Map<String, Object> client = settings(
                "bootstrap.servers",
                List.of("localhost:1", "localhost:2"),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                PayloadSerializer.class,
                "enable.auto.commit",
                true,
                "application.id",
                "streams",
                "max.block.ms",
                5,
                "acks",
                "1",
                "interceptor.classes",
                "com.example.Mine",
                "my.own",
                new Object(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.login.callback.handler.class",
                Object.class,
                "sasl.jaas.config",
                new Password("secret"),
                "max.request.size",
                2_000_000);

        SerdeSettings settings = SerdeSettings.of(client);

        assertThat(settings.payloads().client().brokers()).isEqualTo("localhost:1,localhost:2");
        assertThat(settings.payloads().client().settings())
                .containsOnlyKeys(
                        "security.protocol",
                        "sasl.login.callback.handler.class",
                        "sasl.jaas.config",
                        "max.request.size")
                .containsEntry("sasl.jaas.config", "secret");
        assertThat(settings.payloads().stores()).containsOnlyKeys("archive");
    }

    @Test
    void saysEverythingThatIsWrongWithItsSettings() {
        assertThatThrownBy(() -> serializer.configure(
                        settings("payload.large", "archiv", "payload.uploads.max", "0", "payload.formats", "s3"),
                        false))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("payload.large = archiv")
                .hasMessageContaining("payload.uploads.max = 0")
                .hasMessageContaining("payload.formats = s3");
        assertThatThrownBy(() -> deserializer.configure(settings("payload.load.max.bytes", "1 GB"), false))
                .hasMessageContaining("payload.load.max.bytes = 1 GB is not a whole number");
        assertThatThrownBy(
                        () -> deserializer.configure(settings("payload.inner.deserializer", "com.example.No"), false))
                .hasMessageContaining("payload.inner.deserializer = com.example.No is no Deserializer");
        assertThatThrownBy(() -> deserializer.configure(settings("payload.inner.deserializer", Object.class), false))
                .hasMessageContaining("java.lang.Object is no Deserializer");
    }

    @Test
    void saysThatItWasNotConfigured() {
        assertThatThrownBy(() -> serializer.serialize("t", headers, new byte[0]))
                .hasMessageContaining("call configure");
        assertThatThrownBy(() -> deserializer.deserialize("t", headers, new byte[0]))
                .hasMessageContaining("call configure");
    }

    @Test
    void readsWhatOthersHaveWrittenIfItIsToldTo() {
        deserializer.configure(settings("payload.formats", "large-message-serde"), false);
        headers.add("__large.message.backed.value", new byte[] {0});
        byte[] flagged = {0, 1, 2};

        assertThat(deserializer.deserialize("t", new RecordHeaders(), flagged)).containsExactly(1, 2);
        assertThat(deserializer.deserialize("t", flagged)).containsExactly(1, 2);
        assertThat(deserializer.deserialize("t", headers, flagged)).containsExactly(0, 1, 2);
        assertThat(headers).isEmpty();
        assertThatThrownBy(() -> deserializer.deserialize(
                        "t", new RecordHeaders(), Arrays.copyOf("\1s3://b/k".getBytes(StandardCharsets.UTF_8), 9)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("none of the stores");
    }
}
