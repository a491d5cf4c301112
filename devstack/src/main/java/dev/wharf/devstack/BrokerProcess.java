package dev.wharf.devstack;

import dev.wharf.devstack.internal.Address;
import dev.wharf.devstack.internal.BrokerFolder;
import dev.wharf.devstack.internal.Deadline;
import dev.wharf.devstack.internal.LeaseWatch;
import dev.wharf.devstack.internal.LockFile;
import dev.wharf.devstack.internal.Signals;
import dev.wharf.devstack.internal.Starter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that a shared broker runs in. It holds {@code broker.lock}, says where it listens, and stops when nobody
 * has held the lease for a while or when it is told to terminate. Standard output is its log file.
 */
final class BrokerProcess {

    /** A starter looking whether there is a broker holds the lock for an instant; so does the kernel for a dead one. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(3);

    /**
     * After a kill the controller believes the old broker alive for one session, and the new one has to wait. Kafka's 9
     * s are for networks; here both ends are in one process.
     */
    private static final Map<String, String> SETTINGS =
            Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_HALTED = 4;

    private final BrokerFolder folder;
    private final int port;
    private final Duration linger;
    private final Duration startLimit;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private BrokerProcess(BrokerFolder folder, int port, Duration linger, Duration startLimit) {
        this.folder = folder;
        this.port = port;
        this.linger = linger;
        this.startLimit = startLimit;
    }

    /** Arguments: folder, port, linger and start limit in ms. */
    public static void main(String[] args) {
        // Ctrl-C and Ctrl-Z reach every process of the terminal, but a command still needs the broker while it drains.
        Signals.ignore("INT", "HUP", "TSTP");
        BrokerProcess process = new BrokerProcess(
                new BrokerFolder(Path.of(args[0])),
                Integer.parseInt(args[1]),
                Duration.ofMillis(Long.parseLong(args[2])),
                Duration.ofMillis(Long.parseLong(args[3])));
        System.exit(process.run(System.out));
    }

    private int run(PrintStream out) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "wharf-broker-terminate"));
        haltUnless(ready, startLimit, "wharf-broker-start-limit");
        try {
            Optional<LockFile> lock = Deadline.in(LOCK_WAIT).await(() -> LockFile.tryExclusive(folder.brokerLock()));
            if (lock.isEmpty()) {
                return Starter.EXIT_IN_USE;
            }
            serve(lock.get());
            return 0;
        } catch (DevstackException | InterruptedException e) {
            out.println(Starter.FAILED + String.valueOf(e.getMessage()).replace('\n', ' '));
            e.printStackTrace(out);
            return EXIT_FAILED;
        } finally {
            stopped.countDown();
        }
    }

    /** The lease is let go by the end of the process alone, so a newcomer that gets it finds this one gone. */
    private void serve(LockFile brokerLock) throws InterruptedException {
        folder.deleteAddress();
        EmbeddedKafka kafka = EmbeddedKafka.builder()
                .dataFolder(folder.data())
                .port(port)
                .brokerSettings(SETTINGS)
                .ownProcess(() -> Runtime.getRuntime().halt(EXIT_HALTED))
                .start();
        folder.writeAddress(
                new Address(kafka.bootstrapServers(), ProcessHandle.current().pid()));
        ready.countDown();
        new LeaseWatch(folder.leaseLock(), linger).awaitUnused(stop);
        haltUnless(stopped, STOP_LIMIT, "wharf-broker-stop-limit");
        withdrawAddress();
        kafka.close();
        brokerLock.close();
    }

    /** If the folder was deleted and made anew meanwhile, the address in it is another broker's. */
    private void withdrawAddress() {
        long self = ProcessHandle.current().pid();
        folder.readAddress().filter(address -> address.pid() == self).ifPresent(address -> folder.deleteAddress());
    }

    /** On SIGTERM: the main thread stops the broker while the JVM waits for this hook. */
    private void terminate() {
        stop.countDown();
        await(stopped, STOP_LIMIT);
    }

    /** A start or stop that hangs must not leave a process that nobody can find. */
    private static void haltUnless(CountDownLatch done, Duration limit, String name) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            if (!await(done, limit)) {
                Runtime.getRuntime().halt(EXIT_HALTED);
            }
        });
    }

    private static boolean await(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
