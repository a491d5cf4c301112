package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's server sockets, bound on loopback before Kafka starts and handed to it by listener name. So every port
 * is known when the settings are written, no port can be snatched in between, and a taken one is found out at once.
 */
public final class ServerSockets implements ServerSocketFactory, AutoCloseable {

    public static final String HOST = "127.0.0.1";

    /** Connections waiting to be accepted; the value of Kafka's own default. */
    private static final int BACKLOG = 50;

    private final Map<String, ServerSocketChannel> waiting = new ConcurrentHashMap<>();

    /** Binds a socket for a listener; port 0 takes a free one. Returns the port. */
    public int bind(String listener, int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            waiting.put(listener, channel);
            channel.bind(new InetSocketAddress(loopback(), port), BACKLOG);
            return channel.socket().getLocalPort();
        } catch (BindException e) {
            throw new DevstackException(
                    "port " + port + " on " + HOST + " cannot be used (" + Reasons.of(e)
                            + "); stop the process that listens there, or choose another port (0 takes a free one)",
                    e);
        } catch (IOException e) {
            throw new DevstackException("no server socket could be opened (" + Reasons.of(e) + ")", e);
        }
    }

    /** Not {@code getLoopbackAddress()}: that is ::1 where the JVM prefers IPv6. */
    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Where a bound listener that Kafka has not taken over yet can be reached. */
    public InetSocketAddress address(String listener) {
        ServerSocketChannel channel = waiting.get(listener);
        if (channel == null) {
            throw new IllegalStateException("no socket is waiting for listener " + listener);
        }
        return (InetSocketAddress) channel.socket().getLocalSocketAddress();
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        ServerSocketChannel channel = waiting.remove(listener);
        if (channel == null) {
            throw new IOException("no socket was bound for listener " + listener);
        }
        channel.configureBlocking(false);
        if (receiveBufferBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
        }
        return channel;
    }

    /** Closes the sockets that Kafka has not taken over. */
    @Override
    public void close() {
        for (ServerSocketChannel channel : waiting.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new DevstackException("a server socket could not be closed (" + Reasons.of(e) + ")", e);
            }
        }
        waiting.clear();
    }
}
