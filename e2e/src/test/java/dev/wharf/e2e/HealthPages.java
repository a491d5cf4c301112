package dev.wharf.e2e;

import dev.wharf.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a run that is watched says of itself, asked over HTTP as a probe does. Any thread. */
final class HealthPages implements AutoCloseable {
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    HealthPages(String url) {
        this.url = url;
    }

    record Page(int status, String body) {}

    Page get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Page(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(url + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until it is ready. */
    Duration untilReady() {
        long start = System.nanoTime();
        Page[] last = {get("/ready")};
        Await.until(() -> "being ready; the last answer was " + last[0], Await.LIMIT, () -> {
            last[0] = get("/ready");
            return last[0].status == OK;
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until it is not ready for this reason, and prints how long that took since now. */
    String untilNotReady(String reason) {
        long start = System.nanoTime();
        String[] last = {""};
        Await.until(
                () -> "being not ready because of: " + reason + "; the last answer was " + last[0], Await.LIMIT, () -> {
                    Page page = get("/ready");
                    last[0] = page.body;
                    return page.status != OK && page.body.contains(reason);
                });
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.println("not ready after " + millis + " ms: " + last[0].replace('\n', ' '));
        return last[0];
    }

    @Override
    public void close() {
        client.close();
    }
}
