package dev.wharf.registry.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plain HTTP, with a base address that may have a path. */
final class Http implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String V1 = "application/vnd.schemaregistry.v1+json";

    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    Http(String url) {
        this.url = url;
    }

    /** What was answered. */
    record Answer(int status, String text) {

        /** Nothing where it is no JSON. */
        JsonNode json() {
            try {
                return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        boolean ok() {
            return status < 300;
        }

        int errorCode() {
            return json().path("error_code").asInt();
        }

        /** Status and error code, such as {@code 404/40401}; the status alone where there is no code. */
        String failure() {
            return json().has("error_code") ? status + "/" + errorCode() : String.valueOf(status);
        }

        /** What was answered, or how it was refused. */
        String gist() {
            return ok() ? text : failure();
        }
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer call(String method, String path, String body) {
        return call(method, path, V1, body);
    }

    Answer call(String method, String path, String contentType, String body) {
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .method(method, publisher)
                .build();
        try {
            return answer(request);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** Apicurio 3.3.3 was once seen to leave a request without an answer; all that is asked here may be asked again. */
    private Answer answer(HttpRequest request) throws IOException, InterruptedException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return once(request);
            } catch (HttpTimeoutException e) {
                LOG.warn(
                        "no answer to {} {} within {} s: once more",
                        request.method(),
                        request.uri(),
                        PATIENCE.toSeconds());
            }
        }
        return once(request);
    }

    private Answer once(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
