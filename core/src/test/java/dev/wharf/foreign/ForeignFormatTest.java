package dev.wharf.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.payload.Payload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignFormatTest {
    private static final List<ForeignCompression> KAFKAS = List.of(
            ForeignCompression.NONE,
            ForeignCompression.GZIP,
            ForeignCompression.SNAPPY,
            ForeignCompression.LZ4,
            ForeignCompression.ZSTD);

    private static final String SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String FLAG = "__large.message.backed.value";
    private static final String COMPRESSION = "__large.message.backed.compression";
    private static final String OLD_COMPRESSION = "__large.message.backed..compression";
    private static final String URI_TEXT = "s3://bucket/base/topic/values/4a5b";

    private static Payload.Inline bytes(String text) {
        return (Payload.Inline) Payload.of(text);
    }

    private static Payload.Inline bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return (Payload.Inline) Payload.of(array);
    }

    private static Payload.Inline flagged(int flag, String text) {
        byte[] after = text.getBytes(StandardCharsets.UTF_8);
        byte[] array = new byte[after.length + 1];
        array[0] = (byte) flag;
        System.arraycopy(after, 0, array, 1, after.length);
        return (Payload.Inline) Payload.of(array);
    }

    private static Headers headers(String name, int... value) {
        return new RecordHeaders().add(name, bytes(value).array());
    }

    private static ForeignReference reference(Seen seen) {
        assertThat(seen).isInstanceOf(Seen.Elsewhere.class);
        return ((Seen.Elsewhere) seen).reference();
    }

    private static String inValue(Seen seen) {
        assertThat(seen).isInstanceOf(Seen.InValue.class);
        return new String(((Seen.InValue) seen).payload().array(), StandardCharsets.UTF_8);
    }

    private static String problem(Seen seen) {
        assertThat(seen).isInstanceOf(Seen.Unusable.class);
        return ((Seen.Unusable) seen).problem();
    }

    private static Seen kafS3(String value) {
        return ForeignFormat.KAF_S3.value(bytes(value), new RecordHeaders());
    }

    @Test
    void readsAReferenceOfKafS3() {
        ForeignReference reference = reference(kafS3("{\"s3_bucket\": \"bucket\", \"s3_key\": \"in/4a5b\", \"etag\": "
                + "\"900150983cd24fb0d6963f7d28e17f72\", \"sha256\": \"" + SHA + "\", \"compression\": null}"));

        assertThat(reference.uri()).hasToString("s3://bucket/in/4a5b");
        assertThat(reference.sha256()).contains(SHA);
        assertThat(reference.compression()).isEqualTo(ForeignCompression.NONE);
    }

    @Test
    void readsAReferenceOfKafS3ToACompressedObjectOfManyParts() {
        ForeignReference reference = reference(kafS3("{\"s3_bucket\": \"b\", \"s3_key\": \"k\", \"etag\": null, "
                + "\"sha256\": \"" + SHA + "\", \"compression\": \"gzip\", \"deterministic\": true}"));

        assertThat(reference.compression()).isEqualTo(ForeignCompression.GZIP);
    }

    @Test
    void readsAReferenceOfTheFirstKafS3WhichHasNoDigest() {
        ForeignReference reference = reference(
                kafS3("{\"s3_bucket\": \"b\", \"s3_key\": \"k\", \"etag\": \"900150983cd24fb0d6963f7d28e17f72\"}"));

        assertThat(reference.sha256()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "[]",
                "null",
                "42",
                "\"s3_bucket\"",
                "{\"s3_bucket\":\"b\"}",
                "{\"s3_key\":\"k\"}",
                "{\"s3_bucket\":1,\"s3_key\":\"k\"}",
                "{\"s3_bucket\":\"b\",\"s3_key\":null}",
                "{\"s3_bucket\":[\"b\"],\"s3_key\":\"k\"}",
                "{\"reference\":{\"s3_bucket\":\"b\",\"s3_key\":\"k\"}}",
                "[{\"s3_bucket\":\"b\",\"s3_key\":\"k\"}]",
                "{\"s3_bucket\":\"b\",\"s3_key\":\"k\"} and more",
                "s3_bucket=b, s3_key=k"
            })
    void leavesAValueAloneThatIsNoReferenceOfKafS3(String value) {
        assertThat(kafS3(value)).isEqualTo(Seen.NOT_THEIRS);
    }

    @Test
    void leavesBytesAloneThatAreNoText() {
        assertThat(ForeignFormat.KAF_S3.value(bytes('{', 0xFF, 0xFE, '}'), null))
                .isEqualTo(Seen.NOT_THEIRS);
        assertThat(ForeignFormat.KAF_S3.value(bytes(0x1F, 0x8B, 8, 0), null)).isEqualTo(Seen.NOT_THEIRS);
    }

    @Test
    void seesOnlyThePartOfAnArrayThatTheValueIs() {
        byte[] array = ("xx{\"s3_bucket\":\"b\",\"s3_key\":\"k\",\"sha256\":\"" + SHA + "\"}yy")
                .getBytes(StandardCharsets.UTF_8);

        Seen seen = ForeignFormat.KAF_S3.value((Payload.Inline) Payload.of(array, 2, array.length - 4), null);

        assertThat(reference(seen).uri()).hasToString("s3://b/k");
    }

    @Test
    void neverTakesAKeyForAReferenceOfKafS3() {
        assertThat(ForeignFormat.KAF_S3.key(bytes("{\"s3_bucket\":\"b\",\"s3_key\":\"k\",\"etag\":\"e\"}"), null))
                .isEqualTo(Seen.NOT_THEIRS);
    }

    @Test
    void refusesAReferenceOfKafS3ThatNobodyCanVerify() {
        assertThat(problem(kafS3("{\"s3_bucket\":\"b\",\"s3_key\":\"k\"}"))).contains("neither sha256 nor etag");
        assertThat(problem(kafS3("{\"s3_bucket\":\"b\",\"s3_key\":\"k\",\"sha256\":null,\"etag\":\"\"}")))
                .contains("neither sha256 nor etag");
        assertThat(problem(kafS3("{\"s3_bucket\":\"b\",\"s3_key\":\"k\",\"sha256\":\"abc\"}")))
                .contains("a sha256 that is none");
    }

    @Test
    void refusesACompressionThatKafS3DoesNotHave() {
        assertThat(problem(kafS3("{\"s3_bucket\":\"b\",\"s3_key\":\"k\",\"etag\":\"e\",\"compression\":\"zstd\"}")))
                .contains("a compression other than gzip");
    }

    @Test
    void refusesABucketThatCannotBe() {
        assertThat(problem(kafS3("{\"s3_bucket\":\"b ]/\",\"s3_key\":\"k\",\"etag\":\"e\"}")))
                .contains("cannot be");
        assertThat(problem(kafS3("{\"s3_bucket\":\"\",\"s3_key\":\"k\",\"etag\":\"e\"}")))
                .contains("cannot be");
    }

    @Test
    void readsWhatAHeaderOfLargeMessageSerdeSays() {
        for (ForeignFormat format :
                new ForeignFormat[] {ForeignFormat.LARGE_MESSAGE_SERDE, ForeignFormat.LARGE_MESSAGE_SERDE_HEADERS}) {
            assertThat(inValue(format.value(bytes("payload"), headers(FLAG, 0))))
                    .isEqualTo("payload");
            assertThat(inValue(format.value(bytes(""), headers(FLAG, 0)))).isEmpty();
            assertThat(reference(format.value(bytes(URI_TEXT), headers(FLAG, 1))))
                    .isEqualTo(new ForeignReference(
                            URI.create(URI_TEXT), ForeignCompression.NONE, Optional.empty(), Integer.MAX_VALUE));
            assertThat(problem(format.value(bytes(URI_TEXT), headers(FLAG, 2)))).contains("neither 0 nor 1");
            assertThat(problem(format.value(bytes(URI_TEXT), headers(FLAG)))).contains("neither 0 nor 1");
        }
    }

    @Test
    void readsTheFirstByteOfLargeMessageSerdeWhereThereIsNoHeader() {
        ForeignFormat format = ForeignFormat.LARGE_MESSAGE_SERDE;

        assertThat(inValue(format.value(flagged(0, "payload"), null))).isEqualTo("payload");
        assertThat(inValue(format.value(flagged(0, ""), new RecordHeaders()))).isEmpty();
        assertThat(reference(format.value(flagged(1, URI_TEXT), new RecordHeaders()))
                        .uri())
                .hasToString(URI_TEXT);
        assertThat(problem(format.value(bytes("plain"), null))).contains("neither 0 nor 1");
        assertThat(problem(format.value(bytes(), null))).contains("neither 0 nor 1");
    }

    @Test
    void leavesValuesWithoutAHeaderAloneWhereOnlyHeadersCount() {
        ForeignFormat format = ForeignFormat.LARGE_MESSAGE_SERDE_HEADERS;

        assertThat(format.value(flagged(1, URI_TEXT), new RecordHeaders())).isEqualTo(Seen.NOT_THEIRS);
        assertThat(format.value(flagged(1, URI_TEXT), null)).isEqualTo(Seen.NOT_THEIRS);
    }

    @Test
    void tellsTheKeyFromTheValue() {
        ForeignFormat format = ForeignFormat.LARGE_MESSAGE_SERDE_HEADERS;
        Headers ofKey = headers("__large.message.backed.key", 1);

        assertThat(reference(format.key(bytes(URI_TEXT), ofKey)).uri()).hasToString(URI_TEXT);
        assertThat(format.value(bytes(URI_TEXT), ofKey)).isEqualTo(Seen.NOT_THEIRS);
        assertThat(format.key(bytes(URI_TEXT), headers(FLAG, 1))).isEqualTo(Seen.NOT_THEIRS);
    }

    @Test
    void readsTheCompressionFromBothOfItsHeaders() {
        for (String name : new String[] {COMPRESSION, OLD_COMPRESSION}) {
            for (int number = 0; number < KAFKAS.size(); number++) {
                ForeignCompression compression = KAFKAS.get(number);
                Headers headers = headers(FLAG, 1).add(name, new byte[] {(byte) number});

                assertThat(reference(ForeignFormat.LARGE_MESSAGE_SERDE.value(bytes(URI_TEXT), headers))
                                .compression())
                        .isEqualTo(compression);
            }
        }
    }

    @Test
    void refusesACompressionThatLargeMessageSerdeDoesNotHave() {
        Headers five = headers(FLAG, 1).add(COMPRESSION, new byte[] {5});
        Headers none = headers(FLAG, 1).add(COMPRESSION, null);

        assertThat(problem(ForeignFormat.LARGE_MESSAGE_SERDE.value(bytes(URI_TEXT), five)))
                .contains("compression that is not known");
        assertThat(problem(ForeignFormat.LARGE_MESSAGE_SERDE.value(bytes(URI_TEXT), none)))
                .contains("compression that is not known");
    }

    @Test
    void refusesWhatIsNoUri() {
        assertThat(problem(ForeignFormat.LARGE_MESSAGE_SERDE.value(flagged(1, "not a uri"), null)))
                .contains("is no URI");
    }

    @Test
    void hasANameForEachFormat() {
        assertThat(ForeignFormat.words())
                .containsExactly("kaf-s3", "large-message-serde-headers", "large-message-serde")
                .allSatisfy(word -> assertThat(ForeignFormat.of(word)).isPresent());
        assertThat(ForeignFormat.of("KAF_S3")).isEmpty();
    }
}
