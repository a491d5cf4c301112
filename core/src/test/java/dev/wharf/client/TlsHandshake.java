package dev.wharf.client;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Two TLS engines that shake hands in memory. */
final class TlsHandshake {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MOST_STEPS = 1_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER_BYTES);

    private TlsHandshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /**
     * Whom the server sees.
     *
     * @throws SSLException if one of them does not trust the other
     */
    static String clientAsSeen(SSLEngine client, SSLEngine server) throws SSLException {
        new TlsHandshake(client, server).shake();
        return server.getSession().getPeerPrincipal().getName();
    }

    private void shake() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        int steps = 0;
        while (busy(client) || busy(server)) {
            if (steps++ > MOST_STEPS) {
                throw new AssertionError("no end of the handshake");
            }
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static boolean busy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(NOTHING, out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(BUFFER_BYTES));
                in.compact();
            }
            case FINISHED, NOT_HANDSHAKING -> {}
        }
    }
}
