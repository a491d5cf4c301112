package dev.wharf.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static <T> ReadAhead<T> reading(int maxBytes, ReadAhead.Reading<T> reading) {
        return new ReadAhead<>("test-reading", maxBytes, reading, read -> 1_000);
    }

    @Test
    void handsOverAllInTheirOrderAndThenTheEnd() {
        Iterator<Integer> source = List.of(1, 2, 3).iterator();
        ReadAhead<Integer> ahead = reading(10_000, () -> source.hasNext() ? source.next() : null);
        List<Integer> read = new ArrayList<>();
        while (!ahead.ended()) {
            Integer next = ahead.poll(LIMIT);
            if (next != null) {
                read.add(next);
            }
        }
        assertThat(read).containsExactly(1, 2, 3);
        assertThat(ahead.poll(LIMIT)).isNull();
    }

    @Test
    void aFailureComesBehindWhatWasReadBefore() {
        AtomicInteger calls = new AtomicInteger();
        ReadAhead<String> ahead = reading(10_000, () -> {
            if (calls.incrementAndGet() > 1) {
                throw new WharfException(ErrorCode.MALFORMED, "no second one");
            }
            return "first";
        });
        assertThat(ahead.poll(LIMIT)).isEqualTo("first");
        assertThatThrownBy(() -> ahead.poll(LIMIT)).hasMessage("no second one");
        assertThat(ahead.ended()).isTrue();
    }

    @Test
    void anErrorIsNoSilence() {
        ReadAhead<String> ahead = reading(10_000, () -> {
            throw new OutOfMemoryError("provoked");
        });
        assertThatThrownBy(() -> ahead.poll(LIMIT))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("provoked");
    }

    @Test
    void readsNoMoreThanThereIsRoomFor() {
        AtomicInteger calls = new AtomicInteger();
        ReadAhead<Integer> ahead = reading(3_000, calls::incrementAndGet);
        // Two fit in, and the third waits for room.
        Awaitility.await().atMost(LIMIT).until(() -> calls.get() == 3);
        assertThat(ahead.poll(LIMIT)).isEqualTo(1);
        Awaitility.await().atMost(LIMIT).until(() -> calls.get() == 4);
        assertThat(calls).hasValue(4);
    }

    @Test
    void waitsNoLongerThanAllowed() throws InterruptedException {
        SynchronousQueue<String> typed = new SynchronousQueue<>();
        ReadAhead<String> ahead = reading(10_000, () -> {
            try {
                return typed.take();
            } catch (InterruptedException e) {
                return null;
            }
        });
        assertThat(ahead.poll(Duration.ofMillis(1))).isNull();
        assertThat(ahead.ended()).isFalse();
        typed.put("late");
        assertThat(ahead.poll(LIMIT)).isEqualTo("late");
    }
}
