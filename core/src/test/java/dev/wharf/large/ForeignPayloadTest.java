package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.chunk.ChunkReader;
import dev.wharf.client.ClientSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.foreign.ForeignFormat;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References of others lead into the stores of the configuration, or nowhere. */
final class ForeignPayloadTest {
    private static final byte[] PAYLOAD = "what somebody else has stored".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static PayloadReader reader(PayloadStore store, ForeignFormat... formats) {
        return new PayloadReader(
                Map.of("theirs", store),
                new ChunkReader(ClientSettings.of("localhost:1"), "test"),
                Set.of(),
                Set.of(formats));
    }

    private static BucketInMemory bucket(byte[] object) {
        return new BucketInMemory("bucket", "in/").with("in/4a5b", object);
    }

    private static String sha() {
        return HexFormat.of().formatHex(PayloadWriter.sha256().digest(PAYLOAD));
    }

    /** With the spaces and the order of Python's json.dumps. */
    private static Payload kafS3(String bucket, String key, String sha, String compression) {
        return Payload.of("{\"s3_bucket\": \"" + bucket + "\", \"s3_key\": \"" + key
                + "\", \"etag\": null, \"sha256\": \"" + sha + "\", \"compression\": " + compression + "}");
    }

    private static Payload.Large large(Payload payload) {
        assertThat(payload).isInstanceOf(Payload.Large.class);
        return (Payload.Large) payload;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static void assertNotRead(Payload value) {
        assertThatThrownBy(() -> large(value).open())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessageContaining("none of the stores of this configuration");
    }

    @Test
    void followsNobodyUnlessToldTo() {
        Payload value = kafS3("bucket", "in/4a5b", sha(), "null");

        assertThat(reader(bucket(PAYLOAD)).payload(value, new RecordHeaders())).isSameAs(value);
    }

    @Test
    void readsWhatKafS3HasStored() {
        Payload.Large payload = large(reader(bucket(PAYLOAD), ForeignFormat.KAF_S3)
                .payload(kafS3("bucket", "in/4a5b", sha(), "null"), new RecordHeaders()));

        assertThat(payload.array()).isEqualTo(PAYLOAD);
        assertThat(payload.length()).isEqualTo(Payload.Large.UNKNOWN_LENGTH);
        assertThat(payload.load(PAYLOAD.length).array()).isEqualTo(PAYLOAD);
    }

    @Test
    void readsWhatKafS3HasCompressed() throws IOException {
        Payload.Large payload = large(reader(bucket(gzip(PAYLOAD)), ForeignFormat.KAF_S3)
                .payload(kafS3("bucket", "in/4a5b", sha(), "\"gzip\""), null));

        payload.writeTo(folder.resolve("file"));

        assertThat(folder.resolve("file")).hasBinaryContent(PAYLOAD);
    }

    @Test
    void noticesThatAnObjectWasAltered() {
        byte[] altered = PAYLOAD.clone();
        altered[3] ^= 1;
        Payload.Large payload = large(
                reader(bucket(altered), ForeignFormat.KAF_S3).payload(kafS3("bucket", "in/4a5b", sha(), "null"), null));

        assertThatThrownBy(payload::array)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.failure()).isEqualTo(StoreFailure.ALTERED))
                .hasMessageContaining("another SHA-256");
        assertThatThrownBy(() -> payload.writeTo(folder.resolve("file"))).isInstanceOf(StoreException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatAnObjectIsMissing() {
        Payload.Large payload = large(
                reader(bucket(PAYLOAD), ForeignFormat.KAF_S3).payload(kafS3("bucket", "in/gone", sha(), "null"), null));

        assertThatThrownBy(payload::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.failure()).isEqualTo(StoreFailure.MISSING))
                .hasMessageContaining("key gone");
    }

    @Test
    void saysThatACompressedObjectIsNone() {
        Payload.Large payload = large(reader(bucket(PAYLOAD), ForeignFormat.KAF_S3)
                .payload(kafS3("bucket", "in/4a5b", sha(), "\"gzip\""), null));

        assertThatThrownBy(payload::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be decompressed");
    }

    @Test
    void holdsNoMoreInMemoryThanItMay() {
        Payload.Large payload = large(
                reader(bucket(PAYLOAD), ForeignFormat.KAF_S3).payload(kafS3("bucket", "in/4a5b", sha(), "null"), null));

        assertThatThrownBy(() -> payload.load(PAYLOAD.length - 1))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void readsNothingOutsideOfItsStores() {
        PayloadReader reader = reader(
                bucket(PAYLOAD).with("elsewhere/4a5b", PAYLOAD),
                ForeignFormat.KAF_S3,
                ForeignFormat.LARGE_MESSAGE_SERDE_HEADERS);

        assertNotRead(reader.payload(kafS3("other-bucket", "in/4a5b", sha(), "null"), null));
        assertNotRead(reader.payload(kafS3("bucket", "elsewhere/4a5b", sha(), "null"), null));
        assertNotRead(reader.payload(kafS3("bucket", "in/../elsewhere/4a5b", sha(), "null"), null));
        assertNotRead(reader.payload(kafS3("bucket", "in/", sha(), "null"), null));
        for (String uri : new String[] {
            "file:///etc/passwd", "http://bucket/in/4a5b", "s3://bucket@evil/in/4a5b", "s3:in/4a5b", "in/4a5b", ""
        }) {
            assertNotRead(reader.payload(Payload.of(uri), flag(1)));
        }
    }

    @Test
    void saysWhichBucketAReferenceLeadsTo() {
        Payload.Large payload = large(reader(bucket(PAYLOAD), ForeignFormat.KAF_S3)
                .payload(kafS3("other-bucket", "in/4a5b", sha(), "null"), null));

        assertThatThrownBy(payload::open).hasMessageContaining("an object in other-bucket that is in none");
    }

    private static Headers flag(int flag) {
        return new RecordHeaders().add("__large.message.backed.value", new byte[] {(byte) flag});
    }

    @Test
    void readsWhatLargeMessageSerdeHasStored() {
        PayloadReader reader = reader(bucket(PAYLOAD), ForeignFormat.LARGE_MESSAGE_SERDE);

        assertThat(reader.payload(Payload.of("s3://bucket/in/4a5b"), flag(1)).array())
                .isEqualTo(PAYLOAD);
        assertThat(reader.payload(Payload.of("\1s3://bucket/in/4a5b"), null).array())
                .isEqualTo(PAYLOAD);
        assertThat(reader.payload(Payload.of("\0inline"), null).array())
                .asString()
                .isEqualTo("inline");
    }

    @Test
    void handsOutAReferenceThatCannotBeUsedAndFailsWhenItIs() {
        Payload.Large payload = large(reader(bucket(PAYLOAD), ForeignFormat.LARGE_MESSAGE_SERDE)
                .payload(Payload.of("plain"), new RecordHeaders()));

        assertThatThrownBy(payload::open)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessageContaining("neither 0 nor 1");
        assertThatThrownBy(payload::array).hasMessageContaining("neither 0 nor 1");
        assertThatThrownBy(() -> payload.writeTo(folder.resolve("file"))).hasMessageContaining("neither 0 nor 1");
    }

    @Test
    void leavesTombstonesAlone() {
        PayloadReader reader = reader(bucket(PAYLOAD), ForeignFormat.values());

        assertThat(reader.payload(Payload.NULL, flag(1))).isSameAs(Payload.NULL);
        assertThat(reader.key(Payload.NULL, null)).isSameAs(Payload.NULL);
    }

    @Test
    void believesOurOwnHeaderFirst() {
        Headers both = flag(1).add(PayloadOpener.HEADER, new byte[0]);

        assertThatThrownBy(() -> reader(bucket(PAYLOAD), ForeignFormat.values())
                        .payload(Payload.of("s3://bucket/in/4a5b"), both))
                .hasMessageContaining(PayloadOpener.HEADER);
    }

    @Test
    void readsKeysOfLargeMessageSerde() {
        Headers headers = new RecordHeaders().add("__large.message.backed.key", new byte[] {1});

        assertThat(reader(bucket(PAYLOAD), ForeignFormat.LARGE_MESSAGE_SERDE_HEADERS)
                        .key(Payload.of("s3://bucket/in/4a5b"), headers)
                        .array())
                .isEqualTo(PAYLOAD);
    }

    @Test
    void namesTheFormatsThatThereAre() {
        Map<String, String> settings = Map.of("bootstrap.servers", "localhost:1", "payload.formats", "wharf, kafs3");

        assertThatThrownBy(() -> PayloadSettings.of(settings))
                .hasMessageContaining("payload.formats = kafs3 is none of wharf, kaf-s3, large-message-serde-headers,"
                        + " large-message-serde")
                .hasMessageContaining("kaf-s3");
        assertThat(PayloadSettings.of(Map.of("bootstrap.servers", "localhost:1", "payload.formats", "wharf,kaf-s3"))
                        .formats())
                .containsExactly(ForeignFormat.KAF_S3);
        assertThat(PayloadSettings.of(Map.of("bootstrap.servers", "localhost:1"))
                        .formats())
                .isEmpty();
    }

    private static WharfRecord record(PayloadReader reader, Fields fields, String value, Headers headers) {
        Decoding decoding = new Decoding(TopicCodec.of(JsonCodec.JSON), fields, false, reader);
        Slice slice = new Slice(new Origin("t", 0), decoding, 1);
        return new WharfRecord(slice, 0, 0, Payload.NULL, Payload.of(value), headers);
    }

    @Test
    void showsStagesTheFieldsOfWhatIsElsewhere() {
        byte[] json = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        Fields fields = new Fields();
        Field id = fields.field("id");
        PayloadReader reader = reader(bucket(json), ForeignFormat.LARGE_MESSAGE_SERDE);

        assertThat(record(reader, fields, "\1s3://bucket/in/4a5b", new RecordHeaders())
                        .get(id))
                .isEqualTo(Value.Int.of(7));
        assertThat(record(reader, fields, "\0{\"id\":8}", new RecordHeaders()).get(id))
                .isEqualTo(Value.Int.of(8));
    }

    @Test
    void saysNoLongerThatAValueIsElsewhereOnceItWasChanged() {
        byte[] json = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        Fields fields = new Fields();
        Field id = fields.field("id");
        PayloadReader reader = reader(bucket(json), ForeignFormat.LARGE_MESSAGE_SERDE);
        Headers headers = flag(1).add("mine", new byte[] {1});
        WharfRecord record = record(reader, fields, "s3://bucket/in/4a5b", headers);

        WharfRecord changed = record.with(id, Value.Int.of(9));

        assertThat(changed.value().array()).asString().isEqualTo("{\"id\":9}");
        assertThat(changed.headers()).extracting(Header::key).containsExactly("mine");
        assertThat(record.headers()).hasSize(2);
    }
}
