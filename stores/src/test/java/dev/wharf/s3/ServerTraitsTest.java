package dev.wharf.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.s3.FakeS3.Answer;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreFailure;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of a server that not every one understands, and what happens where one does not. */
final class ServerTraitsTest extends FakedServer {

    @Test
    void objectsAreSentWithTheirChecksumsAndNoHeaderThatNobodyAskedFor() {
        put(3);

        assertThat(server.requests("PUT")).singleElement().satisfies(request -> {
            assertThat(request.header("X-amz-checksum-crc32")).isEqualTo("/0HZEg=="); // of three zero bytes
            assertThat(request.header("If-none-match")).isEqualTo("*");
            assertThat(request.headers().keySet())
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .filteredOn(name -> name.startsWith("x-amz-"))
                    .containsExactlyInAnyOrder(
                            "x-amz-checksum-crc32", "x-amz-content-sha256", "x-amz-date", "x-amz-meta-wharf-upload");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 501})
    void checksumsThatAreRefusedAreLeftOutFromThenOn(int status) {
        server.answer(request -> request.has("X-amz-checksum-crc32") ? Answer.error(status, "NotImplemented") : STORED);

        put(100);
        put(100);

        assertThat(server.requests("PUT"))
                .extracting(request -> request.has("X-amz-checksum-crc32"))
                .containsExactly(true, false, false);
        assertThat(server.requests("PUT")).allMatch(request -> request.has("If-none-match"));
    }

    @Test
    void checksumsOfPartsThatAreRefusedAreLeftOutFromThenOn() {
        server.answer(request -> {
            if (request.has("X-amz-checksum-crc32")) {
                return Answer.error(400, "InvalidRequest");
            }
            return multipart(request);
        });

        put(2 * PART + 1);
        put(2 * PART + 1);

        assertThat(server.requests("POST /bkt/p/k?uploads"))
                .extracting(request -> request.has("X-amz-checksum-algorithm"))
                .containsExactly(true, false, false);
        assertThat(server.requests("DELETE")).hasSize(1);
        assertThat(server.requests("PUT")).hasSize(1 + 3 + 3);
    }

    @Test
    void checksumsThatWereAskedForAreNotLeftOut() {
        server.answer(request -> {
            if (request.line().startsWith("HEAD")) {
                return Answer.of(404);
            }
            return request.has("X-amz-checksum-crc32") ? Answer.error(400, "InvalidRequest") : STORED;
        });

        try (PayloadStore strict = open(Map.of("checksum", "when_supported"))) {
            assertThat(failure(() -> put(strict, 1, new ByteBudget(PART)))).isEqualTo(StoreFailure.REFUSED);
        }
        assertThat(server.requests("PUT")).allMatch(request -> request.has("X-amz-checksum-crc32"));
    }

    @Test
    void bytesThatArriveAlteredAreNoReasonToLeaveOutTheirChecksum() {
        server.answer(request -> Answer.error(400, "BadDigest"));

        assertThat(failure(() -> put(1))).isEqualTo(StoreFailure.UNAVAILABLE);
        assertThat(server.requests("PUT")).allMatch(request -> request.has("X-amz-checksum-crc32"));
    }

    @Test
    void aRefusalForOtherReasonsIsToldAsItWas() {
        server.answer(request -> Answer.error(501, "NotImplemented"));

        assertThatThrownBy(() -> put(1)).hasMessageContaining("NotImplemented (status 501, request R1)");
        assertThat(server.requests("PUT")).hasSizeLessThanOrEqualTo(4 * 3);
    }

    @Test
    void whereConditionsAreNotKnownTheStoreLooksFirst() {
        AtomicReference<Answer> there = new AtomicReference<>(Answer.of(404));
        server.answer(request -> {
            if (request.line().startsWith("HEAD")) {
                return there.get();
            }
            return request.has("If-none-match") ? Answer.error(501, "NotImplemented") : STORED;
        });

        put(100);
        there.set(Answer.of(200).with("Content-Length", "100"));

        assertThat(failure(() -> put(100))).isEqualTo(StoreFailure.EXISTS);
        assertThat(server.requests("PUT").stream().filter(request -> !request.has("If-none-match")))
                .hasSize(1);
    }

    @Test
    void anObjectWhoseAnswerWasLostIsTheUploadsOwn() {
        AtomicReference<String> mark = new AtomicReference<>("");
        server.answer(request -> {
            if (request.line().startsWith("HEAD")) {
                return Answer.of(200)
                        .with("x-amz-meta-wharf-upload", mark.get())
                        .with("Last-Modified", "Sat, 28 Nov 2026 18:00:00 GMT");
            }
            boolean first =
                    mark.getAndSet(request.header("X-amz-meta-wharf-upload")).isEmpty();
            return first ? Answer.none() : Answer.error(412, "PreconditionFailed");
        });

        put(100);

        assertThat(server.requests("PUT")).hasSize(2);
    }

    @Test
    void anObjectOfAnotherIsNot() {
        server.answer(request -> request.line().startsWith("HEAD")
                ? Answer.of(200).with("x-amz-meta-wharf-upload", "another")
                : Answer.error(412, "PreconditionFailed"));

        assertThat(failure(() -> put(100))).isEqualTo(StoreFailure.EXISTS);
        assertThat(server.requests("DELETE")).isEmpty();
    }
}
