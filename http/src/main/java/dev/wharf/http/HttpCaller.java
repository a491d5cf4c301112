package dev.wharf.http;

import dev.wharf.error.WharfException;
import java.net.URI;
import java.time.Duration;

/**
 * Calls a service over HTTP: from a pool of connections, with a login, and again where a call has failed for now. What
 * is attempted again, how often, and after what time is decided here and nowhere else: answers 408, 425, 429 and 5xx,
 * and connections that fail; only calls that are idempotent or said to be repeatable, or of which nothing was sent. Of
 * several URLs the last that worked is asked first, and the others before any waiting. A call with all its attempts,
 * and the getting of tokens, is over at its deadline at the latest.
 *
 * <p>Any thread may call; one that is interrupted stops waiting at once. Redirects are followed within the host, for
 * GET.
 */
public final class HttpCaller implements AutoCloseable {
    private final Parts parts;
    private final Targets targets;
    private final boolean ownsConnections;

    /** What an attempt needs. */
    record Parts(HttpSettings settings, Timing timing, Connections connections, Login login) {}

    /**
     * With the real time.
     *
     * @throws WharfException with {@code ENVIRONMENT} if certificates or keys cannot be used
     */
    public HttpCaller(HttpSettings settings) {
        this(settings, Timing.real());
    }

    /** With time and chance from outside. */
    public HttpCaller(HttpSettings settings, Timing timing) {
        Connections connections = new Connections(settings);
        this.parts = new Parts(settings, timing, connections, login(settings, timing, connections));
        this.targets = new Targets(settings.urls());
        this.ownsConnections = true;
    }

    private HttpCaller(Parts parts) {
        this.parts = parts;
        this.targets = new Targets(parts.settings().urls());
        this.ownsConnections = false;
    }

    private static Login login(HttpSettings settings, Timing timing, Connections connections) {
        return switch (settings.authentication()) {
            case Authentication.None none -> Login.none();
            case Authentication.Basic basic -> Login.fixed(Login.basic(basic.username(), basic.password()));
            case Authentication.Bearer bearer -> Login.fixed("Bearer " + bearer.token());
            case Authentication.OAuth client -> {
                Parts parts = new Parts(settings.forTokens(client.tokenUrl()), timing, connections, Login.none());
                yield new Tokens(client, new HttpCaller(parts), timing);
            }
        };
    }

    /**
     * Calls, and takes the answer into memory, whatever its status.
     *
     * @throws HttpFailure if there is no answer, or one that cannot be used
     */
    public HttpAnswer call(HttpCall call) {
        return call(call, whole());
    }

    /** Calls, and reads the answer while it arrives. */
    public <T> T call(HttpCall call, AnswerReader<T> reader) {
        return call(call, reader, now() + parts.settings().limits().deadline().toNanos());
    }

    AnswerReader<HttpAnswer> whole() {
        return new WholeAnswer(parts.settings().limits().maxAnswerBytes());
    }

    <T> T call(HttpCall call, AnswerReader<T> reader, long deadlineNanos) {
        for (int attempt = 1; ; attempt++) {
            Attempt<T> current = new Attempt<>(parts, call, reader, deadlineNanos);
            Outcome<T> outcome = everywhere(current, deadlineNanos);
            Duration asked = Duration.ZERO;
            switch (outcome) {
                case Outcome.Done<T> done -> {
                    return done.value();
                }
                case Outcome.Busy<T> busy -> asked = busy.asked();
                case Outcome.Failed<T> failed -> {
                    if (!failed.again()) {
                        throw failed.failure();
                    }
                }
            }
            if (attempt >= parts.settings().retries().attempts() || !waited(call, attempt, asked, deadlineNanos)) {
                return lastWord(current, outcome);
            }
        }
    }

    /** Each URL once, until one answers. */
    private <T> Outcome<T> everywhere(Attempt<T> attempt, long deadlineNanos) {
        int first = targets.first();
        Outcome<T> outcome = at(attempt, first);
        for (int i = 1; i < targets.size() && elsewhere(outcome) && now() - deadlineNanos < 0; i++) {
            outcome = at(attempt, first + i);
        }
        return outcome;
    }

    private <T> Outcome<T> at(Attempt<T> attempt, int index) {
        URI base = targets.at(index);
        Outcome<T> outcome = attempt.at(base);
        if (outcome instanceof Outcome.Done<T>) {
            targets.works(index);
        }
        return outcome;
    }

    private static boolean elsewhere(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> false;
            case Outcome.Busy<?> busy -> busy.elsewhere();
            case Outcome.Failed<?> failed -> failed.again();
        };
    }

    /** Waits as long as is due, unless the deadline comes first. */
    private boolean waited(HttpCall call, int attempt, Duration asked, long deadlineNanos) {
        Duration due = parts.settings()
                .retries()
                .backoff()
                .delay(attempt, parts.timing().random());
        Duration wait = asked.compareTo(due) > 0 ? asked : due;
        if (wait.toNanos() >= deadlineNanos - now()) {
            return false;
        }
        try {
            parts.timing().pause().sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(call, targets.at(targets.first()), e);
        }
    }

    private static <T> T lastWord(Attempt<T> attempt, Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Busy<T> busy -> attempt.fromMemory(busy.answer());
            case Outcome.Failed<T> failed -> throw failed.failure();
        };
    }

    private long now() {
        return parts.timing().nanos().getAsLong();
    }

    /** Closes all connections; calls under way fail. */
    @Override
    public void close() {
        if (ownsConnections) {
            parts.connections().close();
        }
    }

    @Override
    public String toString() {
        return "HTTP " + parts.settings();
    }
}
