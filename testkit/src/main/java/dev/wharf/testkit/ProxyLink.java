package dev.wharf.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link TcpProxy}: a socket on either side, and a pipe each way. Any thread. */
final class ProxyLink {
    private static final int CONNECT_LIMIT_MS = 10_000;
    private static final int PIPES = 2;

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress target;
    private final ProxyPipe up;
    private final ProxyPipe down;
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean swallowed;

    ProxyLink(TcpProxy proxy, Socket client, InetSocketAddress target, long seed) {
        this.proxy = proxy;
        this.client = client;
        this.target = target;
        Random seeds = new Random(seed);
        TcpProxy.Tap tap = proxy.tap();
        KafkaFrames.Pair frames = tap == null ? null : KafkaFrames.Pair.of(tap);
        this.up = new ProxyPipe(this, client, server, seeds.nextLong(), frames == null ? null : frames.up());
        this.down = new ProxyPipe(this, server, client, seeds.nextLong(), frames == null ? null : frames.down());
    }

    void start(String name) {
        var unused = Thread.ofVirtual().name(name).start(() -> connect(name));
    }

    private void connect(String name) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target, CONNECT_LIMIT_MS);
        } catch (IOException e) {
            if (!faults().halfOpen()) {
                reset();
                return;
            }
            // Where nothing passes, nobody can know that the server is away.
            swallow();
        }
        up.start(name + "-up");
        if (server.isConnected()) {
            down.start(name + "-down");
        }
    }

    ProxyFaults faults() {
        return proxy.faults();
    }

    /** Notes that bytes were taken which never arrive: nothing may follow them. */
    void swallow() {
        swallowed = true;
        // A restore that came between does not know of this connection.
        if (!faults().halfOpen()) {
            reset();
        }
    }

    boolean swallowed() {
        return swallowed;
    }

    /** A pipe has brought its end; with both the connection is over. */
    void pipeEnded() {
        if (ended.incrementAndGet() == PIPES) {
            Sockets.close(client);
            Sockets.close(server);
            end();
        }
    }

    void reset() {
        Sockets.reset(client);
        Sockets.reset(server);
        end();
    }

    private void end() {
        up.stop();
        down.stop();
        proxy.ended(this);
    }
}
