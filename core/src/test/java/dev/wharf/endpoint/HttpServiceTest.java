package dev.wharf.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.endpoint.HttpService.Reply;
import dev.wharf.endpoint.HttpService.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HttpServiceTest {
    private static final int LIMIT = 10;

    private final AtomicInteger answered = new AtomicInteger();

    /** Says what it was asked. */
    private final class Echo implements HttpService {
        @Override
        public Reply answer(Request request) {
            if (request.path().equals("/broken")) {
                throw new IllegalStateException("secret of the house");
            }
            String body = new String(Objects.requireNonNull(request.body().array()), StandardCharsets.UTF_8);
            String text =
                    String.join(" ", request.method(), request.path(), request.query(), request.header("X-Own"), body);
            return Reply.of(request.whole() ? 200 : 413, "text/plain", text).with("X-Answer", "yes");
        }

        @Override
        public void answered() {
            answered.incrementAndGet();
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        try (HttpEndpoint endpoint = HttpEndpoint.open(HttpAddress.loopback(0), new Echo(), LIMIT);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                    .header("X-Own", "mine")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void isToldMethodPathQueryHeadersAndBody() throws IOException, InterruptedException {
        HttpResponse<String> answer = send("PUT", "/a%2Fb?c=%20d", "hello");

        assertThat(answer.body()).isEqualTo("PUT /a%2Fb c=%20d mine hello");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Answer")).contains("yes");
        assertThat(answered).hasValue(1);
    }

    @Test
    void getsABodyUpToTheLimit() throws IOException, InterruptedException {
        assertThat(send("POST", "/", "x".repeat(LIMIT)).body()).endsWith(" " + "x".repeat(LIMIT));

        HttpResponse<String> tooLong = send("POST", "/", "x".repeat(LIMIT + 1));
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(tooLong.body()).endsWith(" " + "x".repeat(LIMIT));
    }

    @Test
    void answersHeadWithoutABody() throws IOException, InterruptedException {
        HttpResponse<String> answer = send("HEAD", "/", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void doesNotShowWhatWentWrongInside() throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", "/broken", "");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(answered).hasValue(1);
    }
}
