package dev.wharf.http;

import dev.wharf.client.TlsContext;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The pool of connections, and exchanges on them. An exchange runs on a thread of its own, so that whoever waits for it
 * can be interrupted and a server that trickles holds nobody beyond the deadline. Any thread.
 */
final class Connections implements AutoCloseable {
    /** A server's idle connections are often closed by something in between after a minute. */
    private static final TimeValue IDLE_CHECK = TimeValue.ofSeconds(1);

    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_CHARS = 64 << 10;
    private static final TimeValue LIFETIME = TimeValue.ofMinutes(5);

    private final CloseableHttpClient client;
    private final HttpSettings.Limits limits;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("wharf-http-", 0).factory());

    Connections(HttpSettings settings) {
        this.limits = settings.limits();
        TlsContext tls = TlsContext.of(settings.tls());
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(Connections::connection)
                        .setTlsSocketStrategy((socket, host, port, attachment, context) ->
                                upgraded(tls, socket, host, port, attachment, context))
                        .setMaxConnPerRoute(limits.connections())
                        .setMaxConnTotal(limits.connections()
                                * Math.max(2, settings.urls().size() + 1))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout(limits.connectTimeout()))
                                .setSocketTimeout(timeout(limits.responseTimeout()))
                                .setValidateAfterInactivity(IDLE_CHECK)
                                .setTimeToLive(LIFETIME)
                                .build())
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setUserAgent("wharf");
        settings.proxy().ifPresent(proxy -> via(proxy, builder));
        this.client = builder.build();
    }

    private static ManagedHttpClientConnection connection(@Nullable Socket socket) throws IOException {
        QuietConnection made = new QuietConnection(Http1Config.custom()
                .setMaxLineLength(MAX_HEADER_CHARS)
                .setMaxHeaderCount(MAX_HEADERS)
                .build());
        if (socket != null) {
            made.bind(socket);
        }
        return made;
    }

    /** Asked for each new connection: certificates may have changed. */
    private static SSLSocket upgraded(
            TlsContext tls, Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        String[] protocols = tls.protocols().toArray(String[]::new);
        DefaultClientTlsStrategy strategy = tls.checksHosts()
                ? new DefaultClientTlsStrategy(
                        tls.current(), protocols, null, null, HttpsSupport.getDefaultHostnameVerifier())
                : new DefaultClientTlsStrategy(
                        tls.current(),
                        protocols,
                        null,
                        null,
                        HostnameVerificationPolicy.CLIENT,
                        NoopHostnameVerifier.INSTANCE);
        return strategy.upgrade(socket, host, port, attachment, context);
    }

    private static void via(HttpSettings.Proxy proxy, HttpClientBuilder builder) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        builder.setProxy(host);
        if (!proxy.username().isEmpty()) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host),
                    new UsernamePasswordCredentials(
                            proxy.username(), proxy.password().toCharArray()));
            builder.setDefaultCredentialsProvider(credentials);
        }
    }

    private static Timeout timeout(Duration time) {
        return Timeout.ofMilliseconds(Math.max(1, time.toMillis()));
    }

    /**
     * One request and its answer.
     *
     * @throws SocketTimeoutException if it is not over in time; then nothing of it goes on
     */
    <T> T exchange(HttpUriRequestBase request, HttpClientResponseHandler<T> handler, Duration time)
            throws IOException, InterruptedException {
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(time))
                .setResponseTimeout(timeout(shorter(time, limits.responseTimeout())))
                .build());
        Future<T> exchange = started(request, handler);
        try {
            return exchange.get(Math.max(1, time.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            SocketTimeoutException late = new SocketTimeoutException("not over in time");
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw rethrown(cause == null ? e : cause);
        } finally {
            if (!exchange.isDone()) {
                request.cancel();
                exchange.cancel(true);
            }
        }
    }

    private <T> Future<T> started(HttpUriRequestBase request, HttpClientResponseHandler<T> handler) throws IOException {
        try {
            return threads.submit(() -> client.execute(request, handler));
        } catch (RejectedExecutionException e) {
            throw new Closed(e);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static IOException rethrown(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(cause);
        };
    }

    /** Nothing can be asked any more. */
    static final class Closed extends IOException {
        private static final long serialVersionUID = 1L;

        Closed(Throwable cause) {
            super("closed", cause);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
