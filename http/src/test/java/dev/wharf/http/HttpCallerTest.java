package dev.wharf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is sent, what is tried again, and when it ends. */
@Timeout(120)
final class HttpCallerTest {
    private static final HttpBody BODY = HttpBody.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8), "application/json");
    private static final int MAX_BYTES = 2_048;

    private final WebServer server = WebServer.start();
    private final TestTime time = new TestTime();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpSettings settings() {
        return HttpSettings.of(server.url()).with(limits(Duration.ofSeconds(60)));
    }

    private static HttpSettings.Limits limits(Duration deadline) {
        return new HttpSettings.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), deadline, MAX_BYTES, 8);
    }

    private HttpAnswer call(HttpCall call) {
        try (HttpCaller caller = new HttpCaller(settings(), time.timing())) {
            return caller.call(call);
        }
    }

    private HttpFailure failure(HttpSettings settings, Timing timing, HttpCall call) {
        try (HttpCaller caller = new HttpCaller(settings, timing)) {
            return catchThrowableOfType(HttpFailure.class, () -> caller.call(call));
        }
    }

    @Test
    void sendsWhatIsAskedAndGivesTheAnswer() {
        server.then(WebServer.status(201, "text/x-test", "grüße", "X-Kind", "good"));
        HttpSettings settings = settings().withHeader("X-From", "settings").withHeader("X-Both", "settings");
        try (HttpCaller caller = new HttpCaller(settings, time.timing())) {
            HttpAnswer answer =
                    caller.call(HttpCall.post("/a%20b/c?d=%2F", BODY).with("X-Both", "call"));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.ok()).isTrue();
            assertThat(answer.text()).isEqualTo("grüße");
            assertThat(answer.head().header("x-KIND")).contains("good");
        }
        WebServer.Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/a%20b/c?d=%2F");
        assertThat(request.body()).isEqualTo("{\"a\":1}");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Content-Length")).isEqualTo("7");
        assertThat(request.header("X-From")).isEqualTo("settings");
        assertThat(request.header("X-Both")).isEqualTo("call");
        assertThat(request.header("Authorization")).isEmpty();
        assertThat(request.header("Accept-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void triesAgainWhatMayPass(int status) {
        server.then(WebServer.status(status)).then(WebServer.json("[]"));

        assertThat(call(HttpCall.get("/x")).text()).isEqualTo("[]");
        assertThat(server.requests()).hasSize(2);
        assertThat(time.pauses()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 501})
    void givesOtherAnswersAtOnce(int status) {
        server.usually(WebServer.status(status, "application/json", "{\"error_code\":1}"));

        HttpAnswer answer = call(HttpCall.get("/x"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains("error_code");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void givesTheLastAnswerWhenAllAttemptsAreUsed() {
        server.usually(WebServer.status(500, "text/plain", "no"));

        HttpAnswer answer = call(HttpCall.get("/x"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("no");
        assertThat(server.requests()).hasSize(3);
        assertThat(time.pauses()).hasSize(2);
        assertThat(time.pauses().get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
    }

    @Test
    void repeatsAPostOnlyIfItIsSaidToDoNoHarm() {
        server.usually(WebServer.status(503));

        assertThat(call(HttpCall.post("/x", BODY)).status()).isEqualTo(503);
        assertThat(server.requests()).hasSize(1);

        assertThat(call(HttpCall.post("/x", BODY).asRepeatable()).status()).isEqualTo(503);
        assertThat(server.requests()).hasSize(4);
        assertThat(server.requests().get(3).body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.then(WebServer.status(429, "text/plain", "", "Retry-After", "7"))
                .then(WebServer.status(503, "text/plain", "", "Retry-After", "Thu, 01 Jan 2026 00:00:20 GMT"))
                .then(WebServer.json("[]"));

        assertThat(call(HttpCall.get("/x")).ok()).isTrue();
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(13));
    }

    @Test
    void doesNotWaitBeyondTheDeadline() {
        server.usually(WebServer.status(429, "text/plain", "", "Retry-After", "3600"));

        assertThat(call(HttpCall.get("/x")).status()).isEqualTo(429);
        assertThat(server.requests()).hasSize(1);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void saysThatNobodyIsThere() {
        HttpSettings settings = settings();
        server.stop();

        HttpFailure failure = failure(settings, time.timing(), HttpCall.post("/x", BODY));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.UNREACHABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure)
                .hasMessageContaining("POST " + server.url() + "/x")
                .hasMessageContaining("check host and port");
        assertThat(time.pauses())
                .as("nothing was sent, so even a post is tried again")
                .hasSize(2);
    }

    @Test
    void readsAgainWhatBrokeOff() {
        server.then(WebServer.brokenOff()).then(WebServer.json("{}"));

        assertThat(call(HttpCall.get("/x")).text()).isEqualTo("{}");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void doesNotReadAgainWhatAReaderHasBegunWith() {
        server.usually(WebServer.brokenOff());
        AtomicBoolean begun = new AtomicBoolean();
        try (HttpCaller caller = new HttpCaller(settings(), time.timing())) {
            HttpFailure failure = catchThrowableOfType(
                    HttpFailure.class,
                    () -> caller.call(HttpCall.get("/x"), (head, body) -> {
                        begun.set(true);
                        return body.readAllBytes();
                    }));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.BROKEN);
        }
        assertThat(begun).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void isOverAtTheDeadlineThoughTheServerIsSilent() {
        server.usually(server.silence());

        HttpFailure failure =
                failure(settings().with(limits(Duration.ofMillis(300))), Timing.real(), HttpCall.get("/x"));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
    }

    @Test
    void isOverAtTheDeadlineThoughTheServerTrickles() {
        server.usually(server.trickle());

        HttpFailure failure =
                failure(settings().with(limits(Duration.ofMillis(300))), Timing.real(), HttpCall.get("/x"));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
    }

    @Test
    void takesNoAnswerLongerThanTheLimit() {
        server.then(WebServer.json("x".repeat(MAX_BYTES)))
                .then(WebServer.json("x".repeat(MAX_BYTES + 1)))
                .then(server.trickle());

        assertThat(call(HttpCall.get("/x")).text()).hasSize(MAX_BYTES);
        HttpFailure failure = failure(settings(), time.timing(), HttpCall.get("/x"));
        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TOO_LONG);
        assertThat(failure).hasMessageContaining("max.answer.bytes");
    }

    @Test
    void takesNoHeadersWithoutEnd() {
        server.usually((request, exchange) -> {
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseHeaders().add("X-Many", "x");
            }
            exchange.sendResponseHeaders(200, -1);
        });
        assertThat(failure(settings(), time.timing(), HttpCall.get("/x")).kind())
                .isEqualTo(HttpFailure.Kind.BROKEN);
    }

    @Test
    void followsRedirectsWithinItsHostAndNoOthers() {
        server.then(WebServer.status(307, "text/plain", "", "Location", "/y?z=1"))
                .then(WebServer.json("[1]"))
                .then(WebServer.status(302, "text/plain", "", "Location", "http://elsewhere.example/secret"))
                .then(WebServer.status(307, "text/plain", "", "Location", "/y"));
        try (HttpCaller caller =
                new HttpCaller(settings().with(new Authentication.Basic("me", "s3cr3t")), time.timing())) {
            assertThat(caller.call(HttpCall.get("/x")).text()).isEqualTo("[1]");
            for (HttpCall call : List.of(HttpCall.get("/x"), HttpCall.put("/x", BODY))) {
                HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> caller.call(call));
                assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.REDIRECTED);
                assertThat(failure).hasMessageContaining("leads to");
            }
        }
        assertThat(server.requests().get(1).target()).isEqualTo("/y?z=1");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void asksTheNextUrlAndRemembersWhichWorked() {
        try (WebServer other = WebServer.start()) {
            server.usually(WebServer.status(503));
            HttpSettings both = HttpSettings.of(server.url(), other.url());
            try (HttpCaller caller = new HttpCaller(both, time.timing())) {
                assertThat(caller.call(HttpCall.get("/1")).ok()).isTrue();
                assertThat(caller.call(HttpCall.get("/2")).ok()).isTrue();
                assertThat(server.requests()).hasSize(1);
                assertThat(other.requests()).hasSize(2);
                assertThat(time.pauses()).isEmpty();

                server.usually(WebServer.json("{}"));
                other.stop();
                assertThat(caller.call(HttpCall.get("/3")).ok()).isTrue();
                assertThat(server.requests()).hasSize(2);
            }
        }
    }

    @Test
    void stopsWaitingWhenItsThreadIsInterrupted() {
        server.usually(server.silence());
        AtomicBoolean flag = new AtomicBoolean();
        CompletableFuture<HttpFailure> seen = new CompletableFuture<>();
        try (HttpCaller caller = new HttpCaller(settings())) {
            Thread thread = Thread.ofPlatform().start(() -> {
                seen.complete(catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x"))));
                flag.set(Thread.currentThread().isInterrupted());
            });
            Awaitility.await().until(() -> server.requests().size() == 1);
            thread.interrupt();

            assertThat(seen.join().kind()).isEqualTo(HttpFailure.Kind.INTERRUPTED);
            Awaitility.await().untilTrue(flag);
        }
    }

    @Test
    void logsInAndShowsNoSecret() {
        HttpSettings basic = settings().with(new Authentication.Basic("me", "s3cr3t"));
        HttpSettings bearer = settings().with(new Authentication.Bearer("t0k3n"));
        for (HttpSettings settings : List.of(basic, bearer)) {
            try (HttpCaller caller = new HttpCaller(settings, time.timing())) {
                assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();
                assertThat(caller.toString() + settings).doesNotContain("s3cr3t", "t0k3n");
            }
        }
        assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Basic bWU6czNjcjN0");
        assertThat(server.requests().get(1).header("Authorization")).isEqualTo("Bearer t0k3n");

        server.stop();
        assertThat(failure(basic, time.timing(), HttpCall.get("/x")).toString()).doesNotContain("s3cr3t");
    }

    @Test
    void goesThroughAProxy() {
        HttpSettings settings = HttpSettings.of(Map.of(
                "url", "http://registry.example:8081",
                "proxy", server.url().getAuthority(),
                "proxy.username", "me",
                "proxy.password", "s3cr3t"));
        server.then(WebServer.status(407, "text/plain", "", "Proxy-Authenticate", "Basic realm=\"x\""));
        try (HttpCaller caller = new HttpCaller(settings, time.timing())) {
            assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();
        }
        assertThat(server.requests().get(1).target()).isEqualTo("http://registry.example:8081/x");
        assertThat(server.requests().get(1).header("Proxy-Authorization")).isEqualTo("Basic bWU6czNjcjN0");
        assertThat(settings.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void refusesCallsOnceItIsClosed() {
        HttpCaller caller = new HttpCaller(settings(), time.timing());
        caller.close();
        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x")));
        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CLOSED);
    }

    @Test
    void logsNoSecretThoughEverythingIsLogged() {
        Logger all = (Logger) LoggerFactory.getLogger("org.apache.hc");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        all.setLevel(Level.TRACE);
        all.setAdditive(false);
        all.addAppender(lines);
        try (HttpCaller caller =
                new HttpCaller(settings().with(new Authentication.Basic("me", "s3cr3t")), time.timing())) {
            assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();
        } finally {
            all.detachAppender(lines);
            all.setAdditive(true);
            all.setLevel(null);
        }
        assertThat(List.copyOf(lines.list))
                .isNotEmpty()
                .noneMatch(line -> line.getFormattedMessage().contains("bWU6czNjcjN0"));
    }
}
