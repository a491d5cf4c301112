package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Decoded.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LimitsTest {

    @Test
    void aPayloadMayBeAsLongAsTheLimit() {
        Limits limits = new Limits(10, 3);

        assertThat(limits.isTooLarge(0)).isFalse();
        assertThat(limits.isTooLarge(10)).isFalse();
        assertThat(limits.isTooLarge(11)).isTrue();
        assertThat(limits.isTooLarge(1L << 40)).isTrue();
    }

    @Test
    void sixteenMebibytesAndAThousandLevelsAreUsual() {
        assertThat(Limits.DEFAULT.maxBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(Limits.DEFAULT.maxDepth()).isEqualTo(1000);
        assertThat(Limits.DEFAULT.withMaxBytes(5)).isEqualTo(new Limits(5, 1000));
        assertThat(JsonCodec.DEFAULT_MAX_BYTES).isEqualTo(Limits.DEFAULT.maxBytes());
    }

    @Test
    void saysWhatIsTooLong() {
        Decoded.Failure failure = new Limits(10, 3).tooLarge(1L << 40);

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure.tooLarge()).isTrue();
        assertThat(failure.reason()).isEqualTo("the payload has 1099511627776 bytes, more than decode.max.bytes = 10");
        assertThat(failure.position()).isZero();
        assertThat(failure.schema()).isEmpty();
        assertThat(Limits.tooLarge(7, 6).reason()).endsWith("7 bytes, more than decode.max.bytes = 6");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureHasACodeAsAnException(Kind kind) {
        WharfException e = Codec.failed(JsonCodec.JSON, new Decoded.Failure(kind, "the reason", 3));

        assertThat(e).hasMessage("the bytes are not json: the reason at byte 3");
        assertThat(e.retryable()).isEqualTo(kind == Kind.UNAVAILABLE);
        assertThat(e.code() == ErrorCode.TOO_LARGE).isEqualTo(kind == Kind.TOO_LARGE);
    }

    @Test
    void readingTheWholeThrowsWhatDecodingGives() {
        assertThatThrownBy(() -> JsonCodec.JSON.read(Payload.of("{")))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessage("the bytes are not json: the input ends inside a value at byte 1");
        assertThatThrownBy(() -> new JsonCodec(1).read(Payload.of("{}")))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }
}
