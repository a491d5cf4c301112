package dev.wharf.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bad network before a server: listens on 127.0.0.1, passes all bytes on to the server and back, and makes the faults
 * that a test asks for. A fault holds for open and new connections at once and until {@link #restore()}; several add
 * up. Every method may be called from any thread at any time.
 *
 * <p>A connection has four threads (virtual ones) and at most {@value ProxyPipe#QUEUED} reads of
 * {@value ProxyPipe#READ_BYTES} bytes on its way in each direction; then the sender has to wait. More than
 * {@value #MAX_CONNECTIONS} connections are reset at once.
 */
public final class TcpProxy implements AutoCloseable {
    static final int MAX_CONNECTIONS = 1_000;

    private final InetSocketAddress target;
    private final long seed;
    private final Random random;
    private final int port;
    private final List<ProxyLink> links = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private volatile ProxyFaults faults = ProxyFaults.NONE;
    private volatile @Nullable Tap tap;
    private @Nullable ServerSocket listener;
    /** Keeps the port while nobody listens at it. */
    private @Nullable Socket holder;

    private boolean closed;

    private TcpProxy(InetSocketAddress target, long seed) {
        this.target = target;
        this.seed = seed;
        this.random = new Random(seed);
        ServerSocket socket = StablePorts.bind();
        this.port = socket.getLocalPort();
        listen(socket);
    }

    /**
     * Listens on a free port, and keeps it until it is closed. Nobody need listen at the target yet.
     *
     * @param seed of the choice of connections that are reset
     */
    public static TcpProxy start(String host, int targetPort, long seed) {
        return new TcpProxy(new InetSocketAddress(host, targetPort), seed);
    }

    /** The same with a seed from the system property {@code wharf.seed} or the clock, which it prints. */
    public static TcpProxy start(String host, int targetPort) {
        long seed = Long.getLong("wharf.seed", System.nanoTime());
        System.out.println("proxy before " + host + ":" + targetPort + ": seed " + seed);
        return start(host, targetPort, seed);
    }

    public int port() {
        return port;
    }

    /** Host and port for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Connections that are open now. */
    public synchronized int connections() {
        return links.size();
    }

    /** Connections that were ever accepted. */
    public long accepted() {
        return accepted.get();
    }

    /** Resets all connections, and refuses new ones as if nobody listened. */
    public synchronized void cut() {
        change(ProxyFaults::withCut);
        stopListening();
        holdPort();
        List.copyOf(links).forEach(ProxyLink::reset);
    }

    /**
     * From now on connections are accepted and read, but nothing passes: as with a peer that hangs. What is read is
     * gone, so {@link #restore()} resets the connections that lost something.
     */
    public void halfOpen() {
        change(ProxyFaults::withHalfOpen);
    }

    /** Each byte arrives later by this, each way; a round trip takes twice as long. Zero ends it. */
    public void delay(Duration eachWay) {
        change(now -> now.withDelay(eachWay));
    }

    /** Writes at most so many bytes at once; the receiver sees messages in pieces. Zero ends it. */
    public void slice(int bytes) {
        change(now -> now.withSliceBytes(bytes));
    }

    /** Limits each connection, in each direction for itself. Zero ends it. */
    public void limit(long bytesPerSecond) {
        change(now -> now.withBytesPerSecond(bytesPerSecond));
    }

    /**
     * Resets each open connection with this probability, once.
     *
     * @return how many were reset
     */
    public synchronized int reset(double share) {
        List<ProxyLink> chosen =
                links.stream().filter(link -> random.nextDouble() < share).toList();
        chosen.forEach(ProxyLink::reset);
        return chosen.size();
    }

    /**
     * From now on each read of up to {@value ProxyPipe#READ_BYTES} bytes resets its connection with this probability.
     * Which read of a connection it is depends on the seed and the number of the connection alone. Zero ends it.
     */
    public void resetReads(double share) {
        change(now -> now.withResetShare(share));
    }

    /** Looks at each message of Kafka's protocol, on a thread of its connection, before it passes. */
    @FunctionalInterface
    public interface Tap {
        /**
         * Whether it may pass; else its connection is reset.
         *
         * @param api key of the request, or of the one that this is the response to
         */
        boolean passes(short api, boolean response);
    }

    /** From now on new connections, which have to speak Kafka's protocol in plain text, are looked at. */
    public void tap(Tap listener) {
        tap = listener;
    }

    @Nullable
    Tap tap() {
        return tap;
    }

    /** Ends all faults, and listens again at the same port. */
    public synchronized void restore() {
        if (closed) {
            return;
        }
        faults = ProxyFaults.NONE;
        links.stream().filter(ProxyLink::swallowed).toList().forEach(ProxyLink::reset);
        if (listener == null) {
            letGoOfPort();
            listen(Await.answer("port " + port + ", taken while the proxy was cut,", Await.LIMIT, this::listener));
        }
    }

    /** A socket that was closed while its thread accepted may keep the port for a moment more. */
    private Optional<ServerSocket> listener() {
        try {
            return Optional.of(StablePorts.bind(port));
        } catch (BindException stillTaken) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void change(UnaryOperator<ProxyFaults> change) {
        faults = change.apply(faults);
    }

    ProxyFaults faults() {
        return faults;
    }

    private synchronized void listen(ServerSocket socket) {
        listener = socket;
        var unused = Thread.ofVirtual().name("proxy-" + port + "-accept").start(() -> accept(socket));
    }

    private synchronized void stopListening() {
        if (listener != null) {
            Sockets.close(listener);
            listener = null;
        }
        letGoOfPort();
    }

    /** A socket that is bound and does not listen: connections are refused, and nobody else gets the port. */
    private synchronized void holdPort() {
        Socket bound = new Socket();
        try {
            bound.setReuseAddress(true);
            bound.bind(new InetSocketAddress(StablePorts.loopback(), port));
            holder = bound;
        } catch (IOException taken) {
            // Then somebody was quicker, and restoring will say so.
            Sockets.close(bound);
        }
    }

    private synchronized void letGoOfPort() {
        if (holder != null) {
            Sockets.close(holder);
            holder = null;
        }
    }

    private void accept(ServerSocket socket) {
        while (true) {
            try {
                open(socket.accept());
            } catch (IOException closedByUs) {
                return;
            }
        }
    }

    private synchronized void open(Socket client) {
        long number = accepted.getAndIncrement();
        if (closed || faults.cut() || links.size() >= MAX_CONNECTIONS) {
            Sockets.reset(client);
            return;
        }
        ProxyLink link = new ProxyLink(this, client, target, seed + number);
        links.add(link);
        link.start("proxy-" + port + "-" + number);
    }

    synchronized void ended(ProxyLink link) {
        links.remove(link);
    }

    /** Resets all connections and listens no more. */
    @Override
    public synchronized void close() {
        closed = true;
        stopListening();
        List.copyOf(links).forEach(ProxyLink::reset);
    }
}
