package dev.wharf.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Asks one server once; twice if it no longer takes our token, and where it leads to another place of its own. */
final class Attempt<T> {
    private static final int MAX_REDIRECTS = 5;

    private final HttpCaller.Parts parts;
    private final HttpCall call;
    private final AnswerReader<T> reader;
    private final long deadlineNanos;
    private final AtomicBoolean begun = new AtomicBoolean();

    Attempt(HttpCaller.Parts parts, HttpCall call, AnswerReader<T> reader, long deadlineNanos) {
        this.parts = parts;
        this.call = call;
        this.reader = reader;
        this.deadlineNanos = deadlineNanos;
    }

    /** An answer, or one that is only held in memory as yet, because it may not be the last word. */
    private sealed interface Reply<T> {
        record Read<T>(T value) implements Reply<T> {}

        record Held<T>(HttpAnswer answer) implements Reply<T> {}
    }

    Outcome<T> at(URI base) {
        URI url = URI.create(base + call.path());
        try {
            return ask(url);
        } catch (NoLogin e) {
            return new Outcome.Failed<>(e.failure, false);
        } catch (HttpFailure failure) {
            return new Outcome.Failed<>(failure, again(failure.kind()));
        }
    }

    /** The token server was tried often enough by then. */
    private static final class NoLogin extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final HttpFailure failure;

        NoLogin(HttpFailure failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private Optional<String> login() {
        try {
            return parts.login().header(deadlineNanos);
        } catch (HttpFailure failure) {
            throw new NoLogin(failure);
        }
    }

    private boolean again(HttpFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> call.bodyMayRepeat();
            case TIMEOUT, BROKEN -> call.mayRepeat() && (reader.repeatable() || !begun.get());
            case INTERRUPTED, TLS, TOO_LONG, REDIRECTED, LOGIN, CLOSED -> false;
        };
    }

    private Outcome<T> ask(URI first) {
        URI url = first;
        boolean renewed = false;
        for (int redirects = 0; ; ) {
            Optional<String> login = login();
            Reply<T> reply = exchange(url, login);
            if (reply instanceof Reply.Read<T> read) {
                return new Outcome.Done<>(read.value());
            }
            HttpAnswer held = ((Reply.Held<T>) reply).answer();
            if (held.status() == Statuses.UNAUTHORIZED && !renewed && login.isPresent()) {
                renewed = true;
                parts.login().refused(login.get());
            } else if (Statuses.redirect(held.status())) {
                redirects++;
                url = moved(url, held, redirects);
            } else if (Statuses.passing(held.status())) {
                return new Outcome.Busy<>(
                        held, RetryAfter.of(held.head(), parts.timing().clock().instant()));
            } else {
                return new Outcome.Done<>(fromMemory(held));
            }
        }
    }

    /** What the reader makes of an answer that is in memory. */
    T fromMemory(HttpAnswer answer) {
        try {
            return reader.read(
                    answer.head(), new ByteArrayInputStream(answer.body().array()));
        } catch (IOException e) {
            throw Failures.of(call, answer.head().url(), e);
        }
    }

    private Reply<T> exchange(URI url, Optional<String> login) {
        Duration left = Duration.ofNanos(deadlineNanos - parts.timing().nanos().getAsLong());
        if (!left.isPositive()) {
            throw Failures.late(call, url);
        }
        try {
            return parts.connections().exchange(request(url, login), response -> reply(url, login, response), left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(call, url, e);
        } catch (IOException e) {
            throw Failures.of(call, url.toString(), e);
        }
    }

    private HttpUriRequestBase request(URI url, Optional<String> login) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), url);
        parts.settings().headers().forEach(request::setHeader);
        call.headers().forEach(request::setHeader);
        login.ifPresent(value -> request.setHeader("Authorization", value));
        call.body().ifPresent(body -> request.setEntity(new BodyEntity(body)));
        return request;
    }

    private Reply<T> reply(URI url, Optional<String> login, ClassicHttpResponse response) throws IOException {
        HttpHead head = new HttpHead(response.getCode(), url.toString(), headers(response));
        HttpEntity entity = response.getEntity();
        try (InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
            if (held(head.status(), login)) {
                return new Reply.Held<>(
                        new WholeAnswer(parts.settings().limits().maxAnswerBytes()).read(head, body));
            }
            begun.set(true);
            return new Reply.Read<>(reader.read(head, body));
        }
    }

    private boolean held(int status, Optional<String> login) {
        boolean loginMayHelp = status == Statuses.UNAUTHORIZED
                && login.isPresent()
                && parts.login().renewable()
                && call.bodyMayRepeat();
        return loginMayHelp || Statuses.redirect(status) || (Statuses.passing(status) && call.mayRepeat());
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            headers.merge(header.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b);
        }
        return headers;
    }

    private URI moved(URI from, HttpAnswer answer, int redirects) {
        String location = answer.head().header("location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw Failures.redirected(call, from, "a place that is no URL");
        }
        boolean same = from.getScheme().equalsIgnoreCase(to.getScheme())
                && from.getRawAuthority().equalsIgnoreCase(to.getRawAuthority());
        if (!same) {
            throw Failures.redirected(call, from, to.getScheme() + "://" + to.getHost());
        }
        if (location.isEmpty() || redirects > MAX_REDIRECTS || !call.method().equals("GET")) {
            throw Failures.redirected(call, from, "another place of its own");
        }
        return to;
    }
}
