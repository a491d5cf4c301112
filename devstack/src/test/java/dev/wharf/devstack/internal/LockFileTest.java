package dev.wharf.devstack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wharf.devstack.DevstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks within one JVM; between processes they are tested with real brokers. */
final class LockFileTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void isHeldOnceInAJvmWhateverLinkLeadsToIt() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        LockFile lock = LockFile.tryExclusive(folder.resolve("lock")).orElseThrow();

        assertThat(LockFile.tryExclusive(link.resolve("lock"))).isEmpty();
        assertThat(LockFile.tryShared(folder.resolve("lock"))).isEmpty();

        lock.close();
        LockFile.tryExclusive(link.resolve("lock")).orElseThrow().close();
    }

    @Test
    void namesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> LockFile.tryExclusive(file.resolve("lock")))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> BrokerFolder.open(file))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("choose another folder");
    }

    @Test
    void refusesADiskThatIsFull() {
        assertThatThrownBy(() -> Folders.requireSpace(folder, Long.MAX_VALUE))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("free some space");
    }

    @Test
    void aNewcomerWaitsForABrokerThatIsStopping() {
        BrokerFolder broker = BrokerFolder.open(folder);
        LockFile stopping = LockFile.tryExclusive(broker.leaseLock()).orElseThrow();

        assertThatThrownBy(() -> Lease.take(broker, Deadline.in(Duration.ofMillis(60))))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("is stopping");
        CompletableFuture<Lease> newcomer = CompletableFuture.supplyAsync(() -> Lease.take(broker, Deadline.in(LIMIT)));
        stopping.close();

        Lease lease = await().atMost(LIMIT).until(newcomer::join, taken -> true);
        assertThat(LockFile.tryExclusive(broker.leaseLock())).isEmpty();
        lease.giveBack();
        LockFile.tryExclusive(broker.leaseLock()).orElseThrow().close();
    }

    @Test
    void watchKeepsTheLeaseThatNobodyUses() throws InterruptedException {
        Path lease = folder.resolve("lease.lock");

        new LeaseWatch(lease, Duration.ofMillis(20)).awaitUnused(new CountDownLatch(1));

        assertThat(LockFile.tryShared(lease)).isEmpty();
    }

    @Test
    void readsNoAddressFromATornFile() {
        assertThat(Address.parse(new Address("127.0.0.1:9092", 7).toText())).contains(new Address("127.0.0.1:9092", 7));
        assertThat(Address.parse("")).isEmpty();
        assertThat(Address.parse("bootstrap.servers=127.0.0.1:9092\npid=")).isEmpty();
        assertThat(Address.parse("\0".repeat(50))).isEmpty();
    }
}
