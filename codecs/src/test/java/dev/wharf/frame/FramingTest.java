package dev.wharf.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.payload.Payload;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames in the bytes that the clients of others write. */
final class FramingTest {
    /** What Confluent's own JavaScript client writes beside a payload. */
    private static final String GUID_HEADER = "01a9d37921c466484b925f4e0ee0f4c896";

    private static final UUID GUID = UUID.fromString("a9d37921-c466-484b-925f-4e0ee0f4c896");

    private static Payload.Inline bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] around = new byte[bytes.length + 4];
        System.arraycopy(bytes, 0, around, 2, bytes.length);
        return (Payload.Inline) Payload.of(around, 2, bytes.length);
    }

    private static Headers headers(String name, String hex) {
        return new RecordHeaders().add(name, HexFormat.of().parseHex(hex));
    }

    @Test
    void theIdStandsBehindAZero() {
        Frame frame = Framing.CONFLUENT
                .find(bytes("000000000c0261000000000000f83f0e"), null, false)
                .orElseThrow();

        assertThat(frame.key()).isEqualTo(new SchemaKey.Id(12));
        assertThat(frame.bodyStart()).isEqualTo(5);
        assertThat(frame.headerRest()).isNull();
    }

    @Test
    void aHeaderGoesBeforeThePrefix() {
        Payload.Inline payload = bytes("000000000c0261");
        Headers headers = headers("__value_schema_id", GUID_HEADER);

        Frame frame = Framing.CONFLUENT.find(payload, headers, false).orElseThrow();

        assertThat(frame.key()).isEqualTo(new SchemaKey.Guid(GUID));
        assertThat(frame.bodyStart()).isZero();
        assertThat(frame.headerRest()).isEmpty();
        assertThat(Framing.CONFLUENT.find(payload, headers, true).orElseThrow().key())
                .as("it is not that of the key")
                .isEqualTo(new SchemaKey.Id(12));
        assertThat(Framing.CONFLUENT_HEADER.find(payload, headers("__key_schema_id", GUID_HEADER), true))
                .isPresent();
    }

    @Test
    void messageIndexesStandBehindTheGuid() {
        Headers headers = headers("__value_schema_id", GUID_HEADER + "0202");

        Frame frame = Framing.AUTO.find(bytes("0805"), headers, false).orElseThrow();

        assertThat(frame.headerRest()).containsExactly(2, 2);
    }

    @Test
    void apicuriosIdsHaveEightBytes() {
        Payload.Inline payload = bytes("000000000000000015" + "0805");

        assertThat(Framing.APICURIO.find(payload, null, false).orElseThrow().key())
                .isEqualTo(new SchemaKey.Id(21));
        assertThat(Framing.AUTO.find(payload, null, false).orElseThrow().bodyStart())
                .isEqualTo(9);
        assertThat(Framing.APICURIO.find(bytes("0000000100000000150805"), null, false))
                .as("no id has more than 31 bits")
                .isEmpty();
        byte[] id = ByteBuffer.allocate(8).putLong(7).array();
        Headers headers = new RecordHeaders().add("apicurio.value.contentId", id);
        assertThat(Framing.APICURIO_HEADERS
                        .find(bytes("02"), headers, false)
                        .orElseThrow()
                        .key())
                .isEqualTo(new SchemaKey.Id(7));
        assertThat(Framing.APICURIO_HEADERS.find(bytes("02"), headers, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "00", "00000000", "7b7d", "01000000010203"})
    void whatIsNoPrefixIsNone(String hex) {
        assertThat(Framing.CONFLUENT.find(bytes(hex), null, false)).isEmpty();
        assertThat(Framing.AUTO.find(bytes(hex), null, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "01", "01a9d37921c466484b925f4e0ee0f4c8", "00000001", "02" + "00000000000000000000000000000000"})
    void aHeaderThatIsTooShortOrOfAnotherKindIsNone(String hex) {
        assertThat(Framing.CONFLUENT_HEADER.find(bytes("02"), headers("__value_schema_id", hex), false))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void wordsAreReadBack(Framing framing) {
        assertThat(Framing.of(framing.word())).isEqualTo(Optional.of(framing));
        assertThat(Framing.NONE.find(bytes("000000000c0261"), headers("__value_schema_id", GUID_HEADER), false))
                .isEmpty();
    }
}
