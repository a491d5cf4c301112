package dev.wharf.store.contract;

import static dev.wharf.store.contract.Targets.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoreSettings;
import dev.wharf.store.StoreUpload;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every server does that speaks the language of S3, and where they differ. */
abstract class S3Contract extends StoreContract {

    @ParameterizedTest
    @ValueSource(strings = {"auto", "when_supported", "when_required"})
    void everyModeOfChecksumsStoresWholeObjectsAndParts(String checksum) {
        try (PayloadStore store = target().open(name(), Map.of("checksum", checksum))) {
            Bytes.put(store, "small", Bytes.random(1_000));
            Bytes.put(store, "large", Bytes.random(2 * PART + 1_000));

            assertThat(Bytes.get(store, "small")).isEqualTo(Bytes.random(1_000));
            assertThat(Bytes.get(store, "large")).isEqualTo(Bytes.random(2 * PART + 1_000));
        }
    }

    @Test
    void partsTooLargeForMemoryWaitInFiles() {
        ByteBudget budget = new ByteBudget(1 << 20);
        try (PayloadStore store = target().open(name(), Map.of("part.bytes", Integer.toString(17 << 20)))) {
            try (StoreUpload upload = store.upload("k", budget)) {
                Bytes.write(upload, Bytes.random(40 << 20));
                assertThat(budget.freeBytes()).isEqualTo(budget.maxBytes());
                upload.complete();
            }
            assertThat(Bytes.get(store, "k")).isEqualTo(Bytes.random(40 << 20));
        }
    }

    @Test
    void aProbeFindsOutWhatTheServerUnderstands() {
        assertThat(store().probe())
                .anyMatch(line -> line.contains("when_supported"))
                .anyMatch(line -> line.contains("nothing is ever overwritten"))
                .anyMatch(line -> line.contains("unfinished uploads: can be listed"));
    }

    @Test
    void theWholeBucketMayBeAStore() {
        StoreSettings whole = new StoreSettings("whole", "s3://" + S3Server.BUCKET, target().options());
        Bytes.put(store(), "k", Bytes.random(10));

        try (PayloadStore bucket = StoreCatalog.load().open(whole)) {
            assertThat(Bytes.get(bucket, name() + "/k")).isEqualTo(Bytes.random(10));
            assertThat(bucket.list(name() + "/", "")).hasSize(1);
        }
    }

    @Test
    void aBucketThatIsNotThereIsRefusedWithAdvice() {
        StoreSettings nowhere = new StoreSettings("nowhere", "s3://no-such-bucket/p", target().options());
        try (PayloadStore store = StoreCatalog.load().open(nowhere)) {
            assertThatThrownBy(() -> Bytes.put(store, "k", new byte[1])).hasMessageContaining("create the bucket");
            assertThat(failure(() -> Bytes.put(store, "k", new byte[1]))).isEqualTo(StoreFailure.REFUSED);
            assertThat(failure(() -> Bytes.put(store, "k", new byte[PART + 1]))).isEqualTo(StoreFailure.REFUSED);
            assertThat(failure(() -> store.open("k", 0))).isEqualTo(StoreFailure.REFUSED);
            assertThat(failure(() -> store.find("k"))).isEqualTo(StoreFailure.REFUSED);
            assertThat(failure(() -> store.list("", ""))).isEqualTo(StoreFailure.REFUSED);
            assertThat(failure(store::probe)).isEqualTo(StoreFailure.REFUSED);
        }
    }

    @Test
    void anInterruptedUploadEndsAndKeepsTheFlag() {
        ByteBudget budget = new ByteBudget(PART);
        AtomicReference<StoreException> failure = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        try (StoreUpload other = store().upload("other", budget)) {
            other.write(new byte[1], 0, 1); // holds the whole budget
            Thread waiting = new Thread(() -> {
                try (StoreUpload upload = store().upload("k", budget)) {
                    upload.write(new byte[1], 0, 1);
                } catch (StoreException e) {
                    failure.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            waiting.start();
            Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();
            Awaitility.await().until(() -> !waiting.isAlive());
        }

        assertThat(failure.get()).hasMessageContaining("interrupted").hasMessageContaining("k");
        assertThat(flag).isTrue();
        assertThat(store().find("k")).isEmpty();
        assertThat(budget.freeBytes()).isEqualTo(PART);
    }

    @Test
    void anUploadThatIsInterruptedBeforeItsEndLeavesNothing() {
        ByteBudget budget = new ByteBudget(4 * PART);
        StoreUpload upload = store().upload("k", budget);
        Bytes.write(upload, Bytes.random(2 * PART + 1));
        Thread.currentThread().interrupt();

        assertThatThrownBy(upload::complete).isInstanceOf(StoreException.class);
        upload.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store().find("k")).isEmpty();
        assertThat(store().unfinished(Instant.MAX)).isEmpty();
        assertThat(budget.freeBytes()).isEqualTo(4 * PART);
    }

    @ParameterizedTest
    @EnumSource(S3Difference.class)
    void serversDifferJustSo(S3Difference difference) {
        assertThat(difference.observe(target(), name())).isEqualTo(difference.expected(target().kind()));
    }
}
