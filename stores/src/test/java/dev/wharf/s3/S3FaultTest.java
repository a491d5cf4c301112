package dev.wharf.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.s3.FakeS3.Answer;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoreUpload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of faults of a server and of the way to it. */
final class S3FaultTest extends FakedServer {

    @Test
    void aServerThatIsBusyForAWhileIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        server.answer(request -> asked.incrementAndGet() < 3 ? Answer.error(503, "SlowDown") : STORED);

        put(100);

        assertThat(server.requests("PUT")).hasSize(3).allMatch(request -> request.length() == 100);
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, UNAVAILABLE",
        "500, InternalError, UNAVAILABLE",
        "429, TooManyRequests, UNAVAILABLE",
        "400, RequestTimeout, UNAVAILABLE",
        "507, XMinioStorageFull, FULL",
        "403, QuotaExceeded, FULL",
        "403, AccessDenied, FORBIDDEN",
        "403, SignatureDoesNotMatch, FORBIDDEN",
        "400, ExpiredToken, FORBIDDEN",
        "401, Unauthorized, FORBIDDEN",
        "404, NoSuchKey, MISSING",
        "404, NoSuchBucket, REFUSED",
        "400, InvalidArgument, REFUSED",
        "301, PermanentRedirect, REFUSED",
        "501, NotImplemented, REFUSED"
    })
    void eachAnswerHasItsFailure(int status, String code, StoreFailure failure) {
        server.answer(request -> Answer.error(status, code));

        assertThatThrownBy(() -> store.open("k", 0))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.failure()).isEqualTo(failure))
                .hasMessageStartingWith("store faulty (s3://bkt/p/ at " + server.endpoint() + ") cannot read k: " + code
                        + " (status " + status + ", request R1): because");
    }

    @Test
    void anErrorShowsNoSecret() {
        server.answer(request -> Answer.error(403, "SignatureDoesNotMatch"));

        assertThatThrownBy(() -> put(1)).satisfies(e -> {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("secret-of-a-test");
            }
        });
        assertThat(store.toString()).doesNotContain("secret-of-a-test");
    }

    @Test
    void aServerThatDoesNotAnswerIsUnavailable() {
        CountDownLatch over = new CountDownLatch(1);
        server.answer(request -> {
            awaitQuietly(over);
            return STORED;
        });
        try (PayloadStore impatient = open(Map.of("timeout.ms", "200"))) {
            assertThat(failure(() -> impatient.find("k"))).isEqualTo(StoreFailure.UNAVAILABLE);
            assertThat(failure(() -> put(impatient, 10, new ByteBudget(PART)))).isEqualTo(StoreFailure.UNAVAILABLE);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        server.close();

        assertThat(failure(() -> store.open("k", 0))).isEqualTo(StoreFailure.UNAVAILABLE);
        assertThat(failure(() -> put(1))).isEqualTo(StoreFailure.UNAVAILABLE);
    }

    @Test
    void aConnectionThatBreaksIsAnErrorOfTheStreamAndTheRestIsReadAnew() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        int cut = 60_000;
        server.answer(request -> Answer.of(200, bytes).cutAfter(cut));

        byte[] read = new byte[bytes.length];
        AtomicInteger position = new AtomicInteger();
        try (InputStream in = store.open("k", 0)) {
            assertThatThrownBy(() -> readInto(in, read, position)).isInstanceOf(IOException.class);
        }
        assertThat(position.get()).isLessThanOrEqualTo(cut);

        server.answer(request -> Answer.of(206, Arrays.copyOfRange(bytes, position.get(), bytes.length))
                .with("Content-Range", "bytes " + position + "-" + (bytes.length - 1) + "/" + bytes.length));
        try (InputStream in = store.open("k", position.get())) {
            readInto(in, read, position);
        }
        assertThat(read).isEqualTo(bytes);
        assertThat(server.requests("GET").get(1).header("Range")).isIn("bytes=" + cut + "-", "bytes=" + position + "-");
    }

    private static void readInto(InputStream in, byte[] read, AtomicInteger position) throws IOException {
        int found = in.read(read, position.get(), 1_000);
        while (found > 0) {
            position.addAndGet(found);
            found = in.read(read, position.get(), Math.min(1_000, read.length - position.get()));
        }
    }

    @Test
    void aServerThatDoesNotKnowRangesIsRefused() {
        server.answer(request -> Answer.of(200, new byte[10]));

        assertThat(failure(() -> store.open("k", 5))).isEqualTo(StoreFailure.REFUSED);
    }

    @Test
    void whereNothingIsLeftTheStreamIsEmpty() throws IOException {
        server.answer(request -> Answer.error(416, "InvalidRange"));

        try (InputStream in = store.open("k", 10)) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void partsGoSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        server.answer(request -> {
            if (request.line().contains("partNumber=")) {
                both.countDown();
                awaitQuietly(both);
            }
            return multipart(request);
        });

        try (PayloadStore parallel = open(Map.of("checksum", "when_supported", "uploads.max", "2"))) {
            put(parallel, 2 * PART, new ByteBudget(2 * PART));
        }
        assertThat(server.requests("PUT")).hasSize(2);
    }

    @Test
    void aFailedPartEndsTheUploadAndNothingIsLeft() {
        ByteBudget budget = new ByteBudget(3 * PART);
        server.answer(request ->
                request.line().contains("partNumber=2") ? Answer.error(403, "AccessDenied") : multipart(request));

        assertThat(failure(() -> put(store, 4 * PART, budget))).isEqualTo(StoreFailure.FORBIDDEN);

        assertThat(server.requests("DELETE /bkt/p/k?uploadId=U")).hasSize(1);
        assertThat(server.requests("POST")).hasSize(1);
        assertThat(budget.freeBytes()).isEqualTo(3 * PART);
    }

    @Test
    void anUploadThatHasFailedGoesOnFailing() {
        server.answer(request -> Answer.error(403, "AccessDenied"));
        try (StoreUpload upload = store.upload("k", new ByteBudget(PART))) {
            assertThat(failure(upload::complete)).isEqualTo(StoreFailure.FORBIDDEN);
            assertThat(failure(upload::complete)).isEqualTo(StoreFailure.FORBIDDEN);
            assertThat(failure(() -> upload.write(new byte[1], 0, 1))).isEqualTo(StoreFailure.FORBIDDEN);
        }
    }

    @Test
    void anUploadThatCannotBeGivenUpClosesNevertheless() {
        ByteBudget budget = new ByteBudget(2 * PART);
        server.answer(request ->
                request.line().startsWith("DELETE") ? Answer.error(403, "AccessDenied") : multipart(request));
        StoreUpload upload = store.upload("k", budget);
        upload.write(new byte[PART + 1], 0, PART + 1);

        upload.close();

        assertThat(server.requests("DELETE")).hasSize(1);
        assertThat(budget.freeBytes()).isEqualTo(2 * PART);
    }

    @Test
    void whatIsNoObjectOfTheStoreIsNotListed() {
        server.answer(request -> Answer.xml("<ListBucketResult><IsTruncated>false</IsTruncated>" + listed("p/a/b")
                + listed("p/with space") + listed("p/folder/") + listed("p/.hidden") + listed("elsewhere/k")
                + "</ListBucketResult>"));

        assertThat(store.list("", "")).singleElement().satisfies(object -> {
            assertThat(object.key()).isEqualTo("a/b");
            assertThat(object.length()).isEqualTo(5);
        });
    }

    @Test
    void aPageWithoutObjectsOfTheStoreIsNotTheEnd() {
        server.answer(request -> Answer.xml(
                request.line().contains("continuation-token=T")
                        ? "<ListBucketResult><IsTruncated>false</IsTruncated>" + listed("p/k") + "</ListBucketResult>"
                        : "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>T"
                                + "</NextContinuationToken>" + listed("p/no object") + "</ListBucketResult>"));

        assertThat(store.list("", "")).hasSize(1);
    }

    private static String listed(String key) {
        return "<Contents><Key>" + key + "</Key><Size>5</Size><LastModified>2026-11-28T18:00:00.000Z</LastModified>"
                + "</Contents>";
    }
}
