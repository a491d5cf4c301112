package dev.wharf.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry of a test: answers the requests that it was told of, and no others, and checks what each looks like. Any
 * thread.
 */
final class TestRegistry implements AutoCloseable {
    static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SCHEMA_MEMBERS =
            Set.of("schema", "schemaType", "references", "metadata", "ruleSet", "id", "version");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean down;

    record Request(String line, String authorization, Map<String, String> headers, String body) {}

    private record Answer(int status, String type, String body) {}

    TestRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers that request, such as {@code GET /subjects}, with JSON. */
    TestRegistry on(String line, String json) {
        return on(line, 200, TYPE, json);
    }

    /** Answers that request with an error of Confluent's form. */
    TestRegistry refuse(String line, int status, int code) {
        return on(line, status, TYPE, "{\"error_code\":" + code + ",\"message\":\"what the registry says\"}");
    }

    TestRegistry on(String line, int status, String type, String body) {
        answers.put(line, new Answer(status, type, body));
        return this;
    }

    /** Answers 503 to all from now on, or no more. */
    void down(boolean now) {
        down = now;
    }

    /** Lets requests wait until the latch is down. */
    void hold(CountDownLatch latch) {
        gate = latch;
    }

    List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What was wrong with requests. */
    List<String> flaws() {
        return List.copyOf(flaws);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            requests.add(new Request(line, headers.getOrDefault("Authorization", ""), headers, body));
            check(line, headers, body);
            gate.await();
            Answer answer = answers.get(line);
            if (down) {
                answer = new Answer(503, "text/plain", "down");
            } else if (answer == null) {
                flaws.add("not told of: " + line);
                answer = new Answer(404, "text/html", "<html>nothing here</html>");
            }
            byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(String line, Map<String, String> headers, String body) {
        if (line.endsWith("/token")) {
            return; // not what a registry is asked
        }
        if (!headers.getOrDefault("Accept", "").startsWith(TYPE)) {
            flaws.add("no Accept: " + line);
        }
        boolean sends = line.startsWith("POST ") || line.startsWith("PUT ");
        if (sends && !headers.getOrDefault("Content-Type", "").equals(TYPE)) {
            flaws.add("Content-Type " + headers.get("Content-Type") + ": " + line);
        }
        if (sends != !body.isEmpty()) {
            flaws.add("a body of " + body.length() + ": " + line);
        }
        if (line.startsWith("POST ")) {
            Set<String> members = new TreeSet<>();
            json(body).fieldNames().forEachRemaining(members::add);
            members.removeAll(SCHEMA_MEMBERS);
            members.forEach(member -> flaws.add("member " + member + ": " + line));
        }
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
