package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BoundTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void isReachedWhenWhatWasTakenIsHandedOut() {
        Bound bound = Bound.of(5, MINUTE);
        assertThat(bound.take(3)).isEqualTo(3);
        assertThat(bound.take(3)).isEqualTo(2);
        assertThat(bound.take(3)).isZero();
        assertThat(bound.allTaken()).isTrue();
        bound.handedOut(0);
        assertThat(bound.reached()).isFalse();
        bound.handedOut(0);
        assertThat(bound.reached()).isTrue();
    }

    @Test
    void letsOthersTakeWhatIsGivenBack() {
        Bound bound = Bound.of(5, MINUTE);
        bound.take(5);
        bound.handedOut(2);
        assertThat(bound.reached()).isFalse();
        assertThat(bound.take(9)).isEqualTo(2);
        bound.handedOut(0);
        assertThat(bound.reached()).isTrue();
    }

    @Test
    void handsOutExactlyItsNumberHoweverOftenRecordsComeBack() throws InterruptedException {
        Bound bound = Bound.of(10_000, MINUTE);
        AtomicLong handedOut = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int giveBackEvery = i + 2;
            workers.add(Thread.ofPlatform().start(() -> work(bound, giveBackEvery, handedOut)));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(handedOut).hasValue(10_000);
    }

    private static void work(Bound bound, int giveBackEvery, AtomicLong handedOut) {
        int turn = 0;
        while (!bound.reached()) {
            int taken = bound.take(7);
            if (taken > 0) {
                int back = ++turn % giveBackEvery == 0 ? taken / 2 : 0;
                handedOut.addAndGet(taken - back);
                bound.handedOut(back);
            }
        }
    }
}
