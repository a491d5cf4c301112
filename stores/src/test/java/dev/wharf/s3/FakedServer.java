package dev.wharf.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.s3.FakeS3.Answer;
import dev.wharf.s3.FakeS3.Request;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoreSettings;
import dev.wharf.store.StoreUpload;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a store whose server is a {@link FakeS3}. */
abstract class FakedServer {
    static final int PART = 5 << 20;
    static final Answer STORED = Answer.of(200).with("ETag", "\"e\"");
    static final Answer BEGUN = Answer.xml("<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>p/k</Key>"
            + "<UploadId>U</UploadId></InitiateMultipartUploadResult>");
    static final Answer COMPLETED =
            Answer.xml("<CompleteMultipartUploadResult><Key>p/k</Key><ETag>e</ETag></CompleteMultipartUploadResult>");

    FakeS3 server;
    PayloadStore store;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3(request -> STORED);
        store = open(Map.of());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    final PayloadStore open(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("endpoint", server.endpoint(), "part.bytes", "" + PART));
        options.putAll(more);
        return new S3StoreProvider().open(new StoreSettings("faulty", "s3://bkt/p", options));
    }

    static void put(PayloadStore store, int length, ByteBudget budget) {
        try (StoreUpload upload = store.upload("k", budget)) {
            upload.write(new byte[length], 0, length);
            upload.complete();
        }
    }

    final void put(int length) {
        put(store, length, new ByteBudget(64 << 20));
    }

    static StoreFailure failure(ThrowingCallable call) {
        try {
            call.call();
        } catch (StoreException e) {
            return e.failure();
        } catch (Throwable e) {
            throw new AssertionError("not a failure of a store", e);
        }
        throw new AssertionError("nothing failed");
    }

    static Answer multipart(Request request) {
        if (request.line().startsWith("POST")) {
            return request.line().endsWith("?uploads") ? BEGUN : COMPLETED;
        }
        return request.line().startsWith("DELETE") ? Answer.of(204) : STORED;
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
