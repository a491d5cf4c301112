package dev.wharf.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of 127.0.0.1 below those that the system gives to clients. Only such a port is still free when what
 * listened there was killed and starts again: one of the others may meanwhile be a client's, and a client that tries to
 * connect to it may even be connected to itself.
 */
final class StablePorts {
    private static final Path CLIENT_PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 10_000;
    private static final int USUAL_END = 32_768;
    private static final int TRIES = 1_000;
    private static final int BACKLOG = 200;

    private StablePorts() {}

    /** Binds to a port that stays; the caller closes the socket. */
    static ServerSocket bind() {
        int end = end();
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
            try {
                return bind(port);
            } catch (BindException taken) {
                // Another one may be free.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new AssertionError("no free port between " + LOWEST + " and " + end);
    }

    static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(loopback(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Ports that were free a moment ago, all of them different. */
    static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(bind());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Sockets::close);
        }
    }

    /** Not {@code getLoopbackAddress()}: that is ::1 where the JVM prefers IPv6. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int end() {
        try {
            int first = Integer.parseInt(Files.readString(CLIENT_PORTS).strip().split("\\s+", 2)[0]);
            return first > LOWEST + TRIES ? first : USUAL_END;
        } catch (IOException | NumberFormatException e) {
            return USUAL_END;
        }
    }
}
