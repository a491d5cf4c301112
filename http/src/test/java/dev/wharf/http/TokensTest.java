package dev.wharf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of a server that gives them, here a small one. */
@Timeout(120)
final class TokensTest {
    private final WebServer server = WebServer.start();
    private final WebServer tokens = WebServer.start();
    private final TestTime time = new TestTime();
    private final HttpSettings settings = HttpSettings.of(server.url())
            .with(new Authentication.OAuth(
                    URI.create(tokens.url() + "/oauth2/token"), "client", "s3cr3t", "registry:read registry:write"));
    private final HttpCaller caller = new HttpCaller(settings, time.timing());

    @AfterEach
    void close() {
        caller.close();
        server.close();
        tokens.close();
    }

    private static WebServer.Answer token(String value, int seconds) {
        return WebServer.json(
                "{\"access_token\":\"" + value + "\",\"token_type\":\"bearer\",\"expires_in\":" + seconds + "}");
    }

    private String shown(int request) {
        return server.requests().get(request).header("Authorization");
    }

    @Test
    void asksByClientCredentials() {
        tokens.usually(token("one", 600));

        assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();

        WebServer.Request request = tokens.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/oauth2/token");
        assertThat(request.header("Authorization")).isEqualTo("Basic Y2xpZW50OnMzY3IzdA==");
        assertThat(request.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.body())
                .contains("grant_type=client_credentials")
                .contains("scope=registry%3Aread+registry%3Awrite");
        assertThat(shown(0)).isEqualTo("Bearer one");
    }

    @Test
    void keepsATokenUntilShortlyBeforeItExpires() {
        tokens.then(token("one", 600)).then(token("two", 600));
        var unused = caller.call(HttpCall.get("/x"));
        time.pass(Duration.ofSeconds(539));
        unused = caller.call(HttpCall.get("/x"));
        assertThat(tokens.requests()).hasSize(1);

        time.pass(Duration.ofSeconds(2));
        unused = caller.call(HttpCall.get("/x"));

        assertThat(tokens.requests()).hasSize(2);
        assertThat(shown(2)).isEqualTo("Bearer two");
    }

    @Test
    void getsANewTokenOnceWhenOneIsRefused() {
        tokens.then(token("one", 600)).then(token("two", 600)).then(token("three", 600));
        server.then(WebServer.status(401))
                .then(WebServer.json("[]"))
                .then(WebServer.status(401))
                .then(WebServer.status(401));

        assertThat(caller.call(HttpCall.get("/x")).text()).isEqualTo("[]");
        assertThat(shown(1)).isEqualTo("Bearer two");
        assertThat(tokens.requests()).hasSize(2);

        assertThat(caller.call(HttpCall.get("/x")).status()).isEqualTo(401);
        assertThat(tokens.requests()).hasSize(3);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void asksOnceForManyThatNeedOne() throws Exception {
        tokens.usually(token("one", 600));
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<HttpAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> caller.call(HttpCall.get("/x"))));
            }
            for (Future<HttpAnswer> answer : answers) {
                assertThat(answer.get().ok()).isTrue();
            }
        }
        assertThat(tokens.requests()).hasSize(1);
    }

    @Test
    void saysThatTheLoginIsWrongAndShowsNoSecret() {
        tokens.usually(WebServer.status(
                401,
                "application/json",
                "{\"error\":\"invalid_client\",\"error_description\":\"client:s3cr3t is not known\"}"));

        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.LOGIN);
        assertThat(failure).hasMessageContaining("invalid_client").hasMessageContaining("/oauth2/token");
        assertThat(failure.toString() + settings + caller).doesNotContain("s3cr3t");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void saysThatSomethingElseAnswers() {
        tokens.usually(WebServer.status(200, "text/html", "<html>welcome</html>"));

        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.LOGIN);
        assertThat(failure).hasMessageContaining("not that of a token server");
    }

    @Test
    void triesAgainWhileTheTokenServerIsBusy() {
        tokens.then(WebServer.status(503)).then(token("one", 600));

        assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();
        assertThat(tokens.requests()).hasSize(2);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void doesNotMultiplyTheAttemptsWhileTheTokenServerIsAway() {
        tokens.usually(WebServer.status(503));

        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x")));

        assertThat(failure.retryable()).isTrue();
        assertThat(tokens.requests()).hasSize(3);
        assertThat(server.requests()).isEmpty();
    }
}
