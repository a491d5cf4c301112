package dev.wharf.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a registry, in plain HTTP. */
final class Asking implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    Asking(String url) {
        this.url = url;
    }

    /** What was answered. */
    record Answer(int status, String text, HttpHeaders headers) {

        JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        /** The id in the answer, 0 if there is none. */
        int id() {
            return json().path("id").asInt();
        }

        /** Status and error code, such as {@code 404/40401}. */
        String failure() {
            return status + "/" + json().path("error_code").asInt();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(1));
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return send(to(path).build());
    }

    Answer delete(String path) {
        return send(to(path).DELETE().build());
    }

    Answer post(String path, String body) {
        return send(to(path).header("Content-Type", Media.V1)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    Answer put(String path, String body) {
        return send(to(path).header("Content-Type", Media.V1)
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    /** Registers an Avro schema under the subject. */
    Answer register(String subject, String schema) {
        return post("/subjects/" + subject + "/versions", body(schema));
    }

    static String body(String schema) {
        return object(schema).toString();
    }

    static ObjectNode object(String schema) {
        return JSON.createObjectNode().put("schema", schema);
    }

    /** A record with such fields: {@code a} is an int, {@code b=} one with a default. */
    static String record(String name, String... fields) {
        ObjectNode record = JSON.createObjectNode().put("type", "record").put("name", name);
        var all = record.putArray("fields");
        for (String field : fields) {
            ObjectNode one = all.addObject().put("name", field.replace("=", "")).put("type", "int");
            if (field.endsWith("=")) {
                one.put("default", 0);
            }
        }
        return record.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
