package dev.wharf.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that answers as a test wants it to, wrongly too. Real servers are asked in the module store-contract. */
final class FakeS3 implements AutoCloseable {
    private static final int CUT = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> script;

    /** What was asked: {@code PUT /bucket/key?query}, and the headers. */
    record Request(String line, Map<String, List<String>> headers, int length) {
        boolean has(String header) {
            return headers.containsKey(header);
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /** @param sent bytes of the body after which the connection is cut; {@link #CUT} for no answer at all */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Answer(int status, Map<String, String> headers, byte[] body, int sent) {
        static Answer of(int status) {
            return new Answer(status, Map.of(), new byte[0], 0);
        }

        static Answer of(int status, byte[] body) {
            return new Answer(status, Map.of(), body, body.length);
        }

        static Answer error(int status, String code) {
            String xml = "<Error><Code>" + code + "</Code><Message>because</Message></Error>";
            return of(status, xml.getBytes(StandardCharsets.UTF_8)).with("x-amz-request-id", "R1");
        }

        static Answer xml(String xml) {
            return of(200, xml.getBytes(StandardCharsets.UTF_8));
        }

        static Answer none() {
            return new Answer(0, Map.of(), new byte[0], CUT);
        }

        Answer with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body, sent);
        }

        Answer cutAfter(int bytes) {
            return new Answer(status, headers, body, bytes);
        }
    }

    FakeS3(Function<Request, Answer> script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void answer(Function<Request, Answer> next) {
        script = next;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Those that begin so. */
    List<Request> requests(String method) {
        return requests.stream()
                .filter(request -> request.line().startsWith(method))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        int length = exchange.getRequestBody().readAllBytes().length;
        Request request = new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                Map.copyOf(exchange.getRequestHeaders()),
                length);
        requests.add(request);
        Answer answer = script.apply(request);
        if (answer.sent() != CUT) {
            send(exchange, answer);
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), head || length == 0 ? -1 : length);
        if (!head && length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(answer.body(), 0, answer.sent());
            out.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
