package dev.wharf.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The broker that all contestants of a run share, in a JVM of its own. The one place that knows how it is started. */
final class LoadBroker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final ChildJvm child;
    private final String address;

    private LoadBroker(ChildJvm child, String address) {
        this.child = child;
        this.address = address;
    }

    /** Starts it, and returns once it serves. */
    static LoadBroker start(Path folder) throws IOException {
        Path data = folder.resolve("broker");
        ChildJvm child = ChildJvm.start("broker", "1g", folder, BrokerMain.class, data.toString());
        Optional<String> address = awaitAddress(child);
        if (address.isPresent()) {
            return new LoadBroker(child, address.get());
        }
        child.close();
        throw new IOException("the broker did not start" + child.tails());
    }

    private static Optional<String> awaitAddress(ChildJvm child) throws IOException {
        long start = System.nanoTime();
        while (child.running() && System.nanoTime() - start < START_LIMIT.toNanos()) {
            Optional<String> line = child.output().stream()
                    .filter(candidate -> candidate.startsWith(BrokerMain.READY))
                    .findFirst();
            if (line.isPresent()) {
                return line.map(found -> found.substring(BrokerMain.READY.length()));
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
        return Optional.empty();
    }

    /** Its {@code bootstrap.servers}. */
    String address() {
        return address;
    }

    /** CPU time it has used so far. */
    Duration cpuTime() {
        return child.cpuTime();
    }

    @Override
    public void close() throws IOException {
        child.close();
    }
}
