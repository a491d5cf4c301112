package dev.wharf.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.wharf.endpoint.HttpService.Reply;
import dev.wharf.endpoint.HttpService.Request;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request whole, up to a limit, and writes what the service answers. */
final class ServiceHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHandler.class);

    private final HttpService service;
    private final int maxBodyBytes;

    ServiceHandler(HttpService service, int maxBodyBytes) {
        this.service = service;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            try {
                respond(exchange, request);
            } finally {
                service.answered();
            }
        }
    }

    private void respond(HttpExchange exchange, Request request) throws IOException {
        Reply reply = reply(request);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean head = request.method().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), head || body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) { // what is small leaves when it is closed
            out.write(head ? new byte[0] : body);
        }
    }

    private Reply reply(Request request) {
        try {
            return service.answer(request);
        } catch (RuntimeException e) {
            LOG.warn("{} {} cannot be answered", request.method(), request.path(), e);
            return Reply.of(500, "text/plain; charset=utf-8", "this cannot be answered; the log says why\n");
        }
    }

    private Request request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(maxBodyBytes + 1);
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                headers,
                Payload.of(body, 0, Math.min(body.length, maxBodyBytes)),
                body.length <= maxBodyBytes);
    }
}
