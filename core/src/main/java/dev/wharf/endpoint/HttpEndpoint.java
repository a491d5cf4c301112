package dev.wharf.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages over HTTP, or a service, on the JDK's own server: a few threads of its own, a time limit for each request.
 * Pages are read only; they and services are asked by these threads, several at a time. Opened and closed by any one
 * thread.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final int THREADS = 4;
    /** Requests that wait for a thread; further ones are turned away. */
    private static final int WAITING = 64;

    private static final int BACKLOG = 64;
    private static final String TEXT = "text/plain; charset=utf-8";

    static {
        // The server reads these once: whoever sends or takes a request slower than this is cut off.
        limit("sun.net.httpserver.maxReqTime", "10");
        limit("sun.net.httpserver.maxRspTime", "30");
        // Else an answer in two packets waits for the client's delayed acknowledgement of the first.
        limit("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final String url;

    /** What is behind a path. */
    public interface Page {
        /**
         * Answers a request.
         *
         * @param accept the header of that name, empty where there is none
         */
        Answer get(String accept);
    }

    /** What a page says. */
    public record Answer(int status, String contentType, String body) {
        /** A text of lines. */
        public static Answer text(int status, String text) {
            return new Answer(status, TEXT, text);
        }

        public static Answer json(int status, String text) {
            return new Answer(status, "application/json", text);
        }
    }

    private HttpEndpoint(HttpServer server, ThreadPoolExecutor threads, String url) {
        this.server = server;
        this.threads = threads;
        this.url = url;
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Listens from now on.
     *
     * @param pages by path, such as {@code /metrics}
     * @throws WharfException with {@code ENVIRONMENT} if the address is taken, or not one of this machine
     */
    public static HttpEndpoint open(HttpAddress address, Map<String, Page> pages) {
        Map<String, Page> sorted = new TreeMap<>(pages);
        return listen(address, exchange -> answer(exchange, sorted));
    }

    /**
     * Listens from now on.
     *
     * @param maxBodyBytes how much of a body is read
     * @throws WharfException with {@code ENVIRONMENT} if the address is taken, or not one of this machine
     */
    public static HttpEndpoint open(HttpAddress address, HttpService service, int maxBodyBytes) {
        return listen(address, new ServiceHandler(service, maxBodyBytes));
    }

    private static HttpEndpoint listen(HttpAddress address, HttpHandler handler) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(plain(address.host()), address.port()), BACKLOG);
            HttpAddress bound =
                    new HttpAddress(address.host(), server.getAddress().getPort());
            HttpEndpoint endpoint = new HttpEndpoint(server, threads(), "http://" + bound);
            server.createContext("/", handler);
            server.setExecutor(endpoint.threads);
            server.start();
            return endpoint;
        } catch (BindException e) {
            throw refused(address, "the port is taken, or the address is not one of this machine", e);
        } catch (IOException | RuntimeException e) { // an unknown host is the latter
            throw refused(address, String.valueOf(e.getMessage()), e);
        }
    }

    private static String plain(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static WharfException refused(HttpAddress address, String why, Exception cause) {
        return new WharfException(
                ErrorCode.ENVIRONMENT,
                "cannot listen on " + address + ": " + why + "; choose another port, or 0 for a free one",
                cause);
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("wharf-http-" + number.getAndIncrement())
                        .unstarted(task));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return url;
    }

    private static void answer(HttpExchange exchange, Map<String, Page> pages) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Answer answer = head || method.equals("GET") ? page(exchange, pages) : onlyGet(exchange, method);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Answer onlyGet(HttpExchange exchange, String method) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        return Answer.text(405, method + " is not possible here; there is only GET and HEAD\n");
    }

    private static Answer page(HttpExchange exchange, Map<String, Page> pages) {
        String path = exchange.getRequestURI().getPath();
        Page page = pages.get(path);
        if (page == null) {
            return Answer.text(404, "there is nothing here; there is " + String.join(", ", pages.keySet()) + "\n");
        }
        try {
            return page.get(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                    .orElse(""));
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be answered", path, e);
            return Answer.text(500, "this page cannot be made; the log says why\n");
        }
    }

    /** Stops listening; what is being answered is cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
