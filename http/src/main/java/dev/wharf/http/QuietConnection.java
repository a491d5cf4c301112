package dev.wharf.http;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that logs nothing. The client's own would write headers to the log, and so passwords, as soon as
 * somebody turns debugging on for everything. Used as the pool says, by one thread at a time; any may close it.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private final AtomicBoolean closed = new AtomicBoolean();
    private Timeout inUse = Timeout.DISABLED;

    QuietConnection(Http1Config config) {
        super(config);
    }

    @Override
    public void bind(Socket socket) throws IOException {
        requireOpen(socket);
        super.bind(socket);
        inUse = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        requireOpen(tls);
        super.bind(tls, socket);
        inUse = Timeout.ofMilliseconds(tls.getSoTimeout());
    }

    /** It may have been given up while it was being made. */
    private void requireOpen(Socket socket) throws IOException {
        if (closed.get()) {
            socket.close();
            throw new IOException("the connection was given up");
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        if (holder == null) {
            return null;
        }
        SSLSocket tls = holder.getSSLSocket();
        return tls == null ? holder.getSocket() : tls;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        inUse = timeout;
    }

    /** In the pool nothing is waited for. */
    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(inUse);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            super.close();
        }
    }

    @Override
    public void close(CloseMode mode) {
        if (closed.compareAndSet(false, true)) {
            super.close(mode);
        }
    }
}
