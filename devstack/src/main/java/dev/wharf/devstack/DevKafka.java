package dev.wharf.devstack;

import dev.wharf.devstack.internal.Address;
import dev.wharf.devstack.internal.BrokerFolder;
import dev.wharf.devstack.internal.ChildCommand;
import dev.wharf.devstack.internal.Deadline;
import dev.wharf.devstack.internal.Lease;
import dev.wharf.devstack.internal.Starter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Kafka broker in a process of its own, shared by all who use the same folder: the first starts it, and it stops
 * some seconds after the last has closed or died. Topics and records stay in the folder.
 *
 * <pre>{@code
 * try (DevKafka kafka = DevKafka.acquire(DevKafka.Settings.defaults())) {
 *     ... Map.of("bootstrap.servers", kafka.bootstrapServers()) ...
 * }
 * }</pre>
 *
 * <p>Every method may be called from any thread. The folder has to be on a local disk: network file systems often lack
 * the file locks that all this rests on.
 */
public final class DevKafka implements AutoCloseable {

    private final BrokerFolder folder;
    private final Address address;
    private final Lease lease;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DevKafka(BrokerFolder folder, Address address, Lease lease) {
        this.folder = folder;
        this.address = address;
        this.lease = lease;
    }

    /**
     * Returns when the folder's broker serves clients: at once if it runs, after about two seconds if it has to be
     * started. It stays up at least until {@link #close()} or the end of this process.
     *
     * @throws DevstackException when it can't be started or is not ready in time; the text says why and what to do
     */
    public static DevKafka acquire(Settings settings) {
        Deadline deadline = Deadline.in(settings.startTimeout());
        BrokerFolder folder = BrokerFolder.open(settings.folder());
        Lease lease = Lease.take(folder, deadline);
        boolean acquired = false;
        try {
            Address address = new Starter(folder, command(folder, settings), deadline).findOrStart();
            requirePort(folder, address, settings.port());
            acquired = true;
            return new DevKafka(folder, address, lease);
        } finally {
            if (!acquired) {
                lease.giveBack();
            }
        }
    }

    private static ChildCommand command(BrokerFolder folder, Settings settings) {
        return new ChildCommand(
                settings.javaCommand(),
                ChildCommand.classPathWith(settings.extraClassPath()),
                BrokerProcess.class.getName(),
                List.of(
                        folder.path().toString(),
                        Integer.toString(settings.port()),
                        Long.toString(settings.linger().toMillis()),
                        Long.toString(settings.startTimeout().toMillis())));
    }

    private static void requirePort(BrokerFolder folder, Address address, int port) {
        if (port != 0 && address.port() != port) {
            throw new DevstackException("the embedded Kafka broker in " + folder.path() + " runs on port "
                    + address.port() + " already, so it cannot be had on port " + port
                    + "; leave the port out, or end the commands that use it first");
        }
    }

    /** Host and port for clients, for example {@code 127.0.0.1:39127}. */
    public String bootstrapServers() {
        return address.bootstrapServers();
    }

    /** The folder with the broker's data, its log {@code kafka.log} and the files by which its users agree. */
    public Path folder() {
        return folder.path();
    }

    /** The broker's process id, for people and for tests. */
    public long pid() {
        return address.pid();
    }

    /** Completes when the broker's process has ended, whoever started it and for whatever reason. */
    public CompletableFuture<Void> ended() {
        return ProcessHandle.of(address.pid())
                .map(process -> process.onExit().<Void>thenApply(gone -> null))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Gives the lease back; the broker goes on for its linger time. Further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lease.giveBack();
        }
    }

    /**
     * What to acquire. Start from {@link #defaults()}.
     *
     * @param folder where data and locks live
     * @param port for clients on 127.0.0.1; 0 takes a free one, or any if the broker runs already
     * @param javaCommand the Java that runs the broker, 21 or newer
     * @param extraClassPath added after this process's class path
     * @param startTimeout how long to wait for a broker that stops and one that starts, together
     * @param linger how long the broker goes on when nobody uses it; only the one who starts it decides
     */
    public record Settings(
            Path folder,
            int port,
            Path javaCommand,
            List<Path> extraClassPath,
            Duration startTimeout,
            Duration linger) {

        public Settings {
            extraClassPath = List.copyOf(extraClassPath);
            if (port < 0 || port > 65535) {
                throw new DevstackException("port " + port + " is not between 0 and 65535 (0 takes a free one)");
            }
        }

        /** {@code .wharf} in the working folder, any port, this JVM's Java, 60 s to start, 5 s to linger. */
        public static Settings defaults() {
            return new Settings(
                    Path.of(".wharf"),
                    0,
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    List.of(),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5));
        }

        public Settings withFolder(Path value) {
            return new Settings(value, port, javaCommand, extraClassPath, startTimeout, linger);
        }

        public Settings withPort(int value) {
            return new Settings(folder, value, javaCommand, extraClassPath, startTimeout, linger);
        }

        public Settings withJavaCommand(Path value) {
            return new Settings(folder, port, value, extraClassPath, startTimeout, linger);
        }

        public Settings withExtraClassPath(List<Path> value) {
            return new Settings(folder, port, javaCommand, value, startTimeout, linger);
        }

        public Settings withStartTimeout(Duration value) {
            return new Settings(folder, port, javaCommand, extraClassPath, value, linger);
        }

        public Settings withLinger(Duration value) {
            return new Settings(folder, port, javaCommand, extraClassPath, startTimeout, value);
        }
    }
}
