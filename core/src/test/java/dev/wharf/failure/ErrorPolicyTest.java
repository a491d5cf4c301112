package dev.wharf.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of a record that failed. */
final class ErrorPolicyTest {
    private final Throwable permanent = new PermanentFailure("no such customer");
    private final Throwable busy = new TransientFailure("busy");
    private final Throwable away = new InfrastructureFailure("sink is away");
    private final Throwable request = new IllegalStateException(new DeadLetterRequest("not for us"));
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0);
    private static final Verdict STOP = new Verdict.Stop();
    private static final Verdict SKIP = new Verdict.Skip();
    private static final Verdict DEAD_LETTER = new Verdict.DeadLetter();

    private static ErrorPolicy policy(OnError onError, int maxRetries, boolean deadLetters) {
        return new ErrorPolicy(
                onError, maxRetries, BACKOFF, failure -> Optional.empty(), deadLetters, new SplittableRandom(1));
    }

    private static Verdict retryIn(long seconds) {
        return new Verdict.Retry(Duration.ofSeconds(seconds));
    }

    @Test
    void stopsWhateverItIs() {
        for (Throwable failure : new Throwable[] {permanent, busy, away, new Error()}) {
            assertThat(policy(OnError.STOP, 3, true).decide(failure, 1)).isEqualTo(STOP);
            assertThat(ErrorPolicy.stop().decide(failure, 1)).isEqualTo(STOP);
        }
    }

    @Test
    void skipsWhatIsTheRecordsFaultOnly() {
        ErrorPolicy skip = policy(OnError.SKIP, 3, true);

        assertThat(skip.decide(permanent, 1)).isEqualTo(SKIP);
        assertThat(skip.decide(busy, 1)).isEqualTo(SKIP);
        assertThat(skip.decide(away, 1)).isEqualTo(retryIn(1));
        assertThat(skip.decide(away, 1_000_000)).isEqualTo(retryIn(10));
    }

    @Test
    void retriesAsOftenAsAllowedAndThenTurnsToTheDeadLettersOrStops() {
        for (boolean deadLetters : new boolean[] {true, false}) {
            ErrorPolicy retry = policy(OnError.RETRY, 3, deadLetters);
            Verdict exhausted = deadLetters ? DEAD_LETTER : STOP;

            assertThat(retry.decide(busy, 1)).isEqualTo(retryIn(1));
            assertThat(retry.decide(busy, 3)).isEqualTo(retryIn(4));
            assertThat(retry.decide(busy, 4)).isEqualTo(exhausted);
            assertThat(retry.decide(permanent, 1)).isEqualTo(exhausted);
            assertThat(retry.decide(new IllegalStateException("unknown"), 1)).isEqualTo(exhausted);
            assertThat(retry.decide(new ConnectException(), Integer.MAX_VALUE)).isEqualTo(retryIn(10));
        }
    }

    @Test
    void deadLettersAtOnceWithoutRetries() {
        ErrorPolicy deadLetter = policy(OnError.DEAD_LETTER, 0, true);

        assertThat(deadLetter.decide(busy, 1)).isEqualTo(DEAD_LETTER);
        assertThat(deadLetter.decide(permanent, 1)).isEqualTo(DEAD_LETTER);
        assertThat(deadLetter.decide(away, 9)).isEqualTo(retryIn(10));
        assertThat(policy(OnError.DEAD_LETTER, 2, true).decide(busy, 2)).isEqualTo(retryIn(2));
        assertThat(policy(OnError.DEAD_LETTER, 2, true).decide(busy, 3)).isEqualTo(DEAD_LETTER);
    }

    @Test
    void aHandlersRequestGoesToTheDeadLettersWhereThereAreAny() {
        for (OnError onError : OnError.values()) {
            assertThat(policy(onError, 3, true).decide(request, 1)).isEqualTo(DEAD_LETTER);
        }
        assertThat(policy(OnError.STOP, 3, false).decide(request, 1)).isEqualTo(STOP);
        assertThat(policy(OnError.RETRY, 3, false).decide(request, 1)).isEqualTo(STOP);
        assertThat(policy(OnError.SKIP, 3, false).decide(request, 1)).isEqualTo(SKIP);
    }

    @Test
    void asksItsOwnClassifierFirst() {
        ErrorPolicy policy = new ErrorPolicy(
                OnError.RETRY,
                3,
                BACKOFF,
                failure -> failure instanceof IllegalStateException
                        ? Optional.of(FailureKind.TRANSIENT)
                        : Optional.empty(),
                false,
                new SplittableRandom(1));

        assertThat(policy.kindOf(new IllegalStateException())).isEqualTo(FailureKind.TRANSIENT);
        assertThat(policy.kindOf(new ConnectException())).isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(policy.kindOf(new ArithmeticException())).isEqualTo(FailureKind.PERMANENT);
        assertThat(policy.decide(new IllegalStateException(), 1)).isEqualTo(retryIn(1));
    }

    @Test
    void refusesWhatCannotBeKept() {
        assertThatThrownBy(() -> policy(OnError.DEAD_LETTER, 0, false)).hasMessageContaining("dead_letter_queue");
        assertThatThrownBy(() -> policy(OnError.RETRY, -1, false)).hasMessageContaining("max_retries = -1");
    }

    @Test
    void knowsTheWordsOfConfigurationAndOfTheOrigin() {
        assertThat(OnError.parse("stop")).isEqualTo(OnError.STOP).isEqualTo(OnError.parse("fail"));
        assertThat(OnError.parse("skip")).isEqualTo(OnError.SKIP).isEqualTo(OnError.parse("Continue"));
        assertThat(OnError.parse("retry")).isEqualTo(OnError.RETRY);
        assertThat(OnError.parse("DEAD_LETTER")).isEqualTo(OnError.DEAD_LETTER);
        assertThatThrownBy(() -> OnError.parse("ignore"))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("on_error = \"ignore\"");
    }
}
