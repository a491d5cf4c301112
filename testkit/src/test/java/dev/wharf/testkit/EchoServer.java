package dev.wharf.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets, until it gets no more. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket socket = StablePorts.bind();

    EchoServer() {
        var unused = Thread.ofVirtual().name("echo-accept").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = socket.accept();
                var unused = Thread.ofVirtual().name("echo").start(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            byte[] buffer = new byte[4_096];
            int count = client.getInputStream().read(buffer);
            while (count >= 0) {
                client.getOutputStream().write(buffer, 0, count);
                count = client.getInputStream().read(buffer);
            }
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() {
        Sockets.close(socket);
    }
}
