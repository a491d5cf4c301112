package dev.wharf.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.endpoint.HttpEndpoint.Answer;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpEndpointTest {
    private static final Map<String, HttpEndpoint.Page> PAGES = Map.of(
            "/hello", accept -> Answer.text(200, "hello\n"),
            "/broken",
                    accept -> {
                        throw new IllegalStateException("secret of the house");
                    });

    private static HttpResponse<String> send(HttpEndpoint endpoint, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void answersOnThisMachineOnly() throws IOException, InterruptedException {
        try (HttpEndpoint endpoint = HttpEndpoint.open(HttpAddress.parse("--http", "0"), PAGES)) {
            HttpResponse<String> answer = send(endpoint, "GET", "/hello?x=1");

            assertThat(endpoint.url()).startsWith("http://127.0.0.1:");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello\n");
        }
    }

    @Test
    void aPathThatIsNotThereNamesThoseThatAre() throws IOException, InterruptedException {
        try (HttpEndpoint endpoint = HttpEndpoint.open(HttpAddress.loopback(0), PAGES)) {
            HttpResponse<String> answer = send(endpoint, "GET", "/helo");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("/broken, /hello");
        }
    }

    @Test
    void takesNoOtherMethod() throws IOException, InterruptedException {
        try (HttpEndpoint endpoint = HttpEndpoint.open(HttpAddress.loopback(0), PAGES)) {
            HttpResponse<String> answer = send(endpoint, "DELETE", "/hello");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
            assertThat(send(endpoint, "HEAD", "/hello").body()).isEmpty();
        }
    }

    @Test
    void aPageThatFailsShowsNothingOfItsFailure() throws IOException, InterruptedException {
        try (HttpEndpoint endpoint = HttpEndpoint.open(HttpAddress.loopback(0), PAGES)) {
            HttpResponse<String> answer = send(endpoint, "GET", "/broken");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret");
        }
    }

    @Test
    void aPortThatIsTakenIsToldWithWhatToDo() {
        try (HttpEndpoint endpoint = HttpEndpoint.open(HttpAddress.loopback(0), PAGES)) {
            int port = URI.create(endpoint.url()).getPort();

            assertThatThrownBy(() -> HttpEndpoint.open(HttpAddress.loopback(port), PAGES))
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void readsAddresses() {
        assertThat(HttpAddress.parse("--http", "8080")).isEqualTo(new HttpAddress("127.0.0.1", 8080));
        assertThat(HttpAddress.parse("--http", "0.0.0.0:80")).isEqualTo(new HttpAddress("0.0.0.0", 80));
        assertThat(HttpAddress.parse("--http", "[::1]:80")).isEqualTo(new HttpAddress("[::1]", 80));
        for (String wrong : new String[] {"", "http://x:1", "65536", "-1", "a:b", "::1:80", "host:"}) {
            assertThatThrownBy(() -> HttpAddress.parse("--http", wrong))
                    .isInstanceOf(WharfException.class)
                    .hasMessageContaining("write PORT");
        }
    }
}
