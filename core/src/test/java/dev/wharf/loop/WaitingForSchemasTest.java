package dev.wharf.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records whose schema is not known yet stay where they are, and hold up nobody but those behind them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class WaitingForSchemasTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final List<String> handedOut = new CopyOnWriteArrayList<>();
    private final LoopSettings settings = new LoopSettings(Duration.ofMillis(200), Duration.ofMillis(1));
    private volatile boolean known;
    private volatile int room = Integer.MAX_VALUE;

    /** Two partitions with two batches of two records each; the second record of the first waits for its schema. */
    private final class Source implements RecordSource {
        private final Deque<Batch> batches = new ArrayDeque<>(List.of(
                new Records(0, 0, 1),
                new Records(1, 0, Integer.MAX_VALUE),
                new Records(0, 2, Integer.MAX_VALUE),
                new Records(1, 2, Integer.MAX_VALUE)));

        @Override
        public void poll(Duration timeout, Intake intake) {
            if (batches.isEmpty()) {
                LockSupport.parkNanos(this, timeout.toNanos());
            } else {
                intake.take(batches.remove());
            }
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public boolean exhausted() {
            return batches.isEmpty();
        }

        @Override
        public boolean resumable() {
            return true;
        }

        @Override
        public void commitIfDue(long nowNanos) {}

        @Override
        public void commitNow(Duration timeout) {}

        @Override
        public void close() {}
    }

    private final class Records implements Batch {
        private final Slice slice;
        private final int waitsAt;
        private final int end;
        private int at;

        Records(int partition, int first, int waitsAt) {
            this.slice =
                    new Slice(new Origin("t", partition), new Decoding(JsonCodec.JSON, new Fields(), true), first + 2);
            this.at = first;
            this.end = first + 2;
            this.waitsAt = waitsAt;
        }

        @Override
        public Slice slice() {
            return slice;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public boolean ready() {
            return known || at != waitsAt;
        }

        @Override
        public String inTheWay() {
            return known ? "" : "the registry does not answer";
        }

        @Override
        public WharfRecord next() {
            return new WharfRecord(slice, at++, 0, Payload.NULL, Payload.of("{}"), null);
        }

        @Override
        public int remaining() {
            return end - at;
        }

        @Override
        public boolean revoked() {
            return false;
        }
    }

    private final class Sink implements RecordProcessor {
        private int left;

        @Override
        public boolean ready() {
            return left < room;
        }

        @Override
        public void process(WharfRecord record) {
            left++;
            handedOut.add(record.position());
        }

        @Override
        public void tick() {
            left = 0;
        }

        @Override
        public boolean quiet() {
            return true;
        }

        @Override
        public void returned(int count) {}

        @Override
        public void close() {}
    }

    private CompletableFuture<RecordLoop.Outcome> run(RecordLoop loop) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return loop.run(complete -> {});
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void otherPartitionsGoOnAndNothingIsOvertaken() {
        RecordLoop loop = new RecordLoop(List.of(new WorkerPlan("worker", Source::new, Sink::new)), settings);
        CompletableFuture<RecordLoop.Outcome> outcome = run(loop);

        Awaitility.await().atMost(LIMIT).until(() -> handedOut.size() == 5);
        assertThat(handedOut).containsExactlyInAnyOrder("t-0@0", "t-1@0", "t-1@1", "t-1@2", "t-1@3");
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> loop.workers().get(0).allTroubles().stream()
                        .anyMatch(trouble -> trouble.kind() == Trouble.Kind.SCHEMAS_AWAY));
        known = true;

        assertThat(outcome.join().failure()).isNull();
        assertThat(handedOut)
                .filteredOn(position -> position.startsWith("t-0"))
                .containsExactly("t-0@0", "t-0@1", "t-0@2", "t-0@3");
        assertThat(handedOut).hasSize(8);
    }

    /** Room that comes back between two batches must not let the second one of a partition go first. */
    @Test
    void whatHasNoRoomIsNotOvertakenByWhatComesBehind() {
        known = true;
        room = 1;
        RecordLoop loop = new RecordLoop(List.of(new WorkerPlan("worker", Source::new, Sink::new)), settings);

        assertThat(run(loop).join().failure()).isNull();
        IntStream.range(0, 2)
                .forEach(partition -> assertThat(handedOut)
                        .filteredOn(position -> position.startsWith("t-" + partition))
                        .isEqualTo(IntStream.range(0, 4)
                                .mapToObj(offset -> "t-" + partition + "@" + offset)
                                .toList()));
    }
}
