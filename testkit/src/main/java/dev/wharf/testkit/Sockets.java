package dev.wharf.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** Ends of connections, of which nobody wants to hear again. */
final class Sockets {
    private Sockets() {}

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            return;
        }
    }

    /** Ends the connection as a dead peer does: the other end gets an error, and what was on its way is lost. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            return;
        } finally {
            close(socket);
        }
    }
}
