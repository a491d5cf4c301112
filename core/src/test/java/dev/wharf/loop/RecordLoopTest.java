package dev.wharf.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.status.Phase;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class RecordLoopTest {
    private final LoopSettings settings = new LoopSettings(Duration.ofMillis(200), Duration.ofMillis(1));
    private final List<Boolean> finishes = new ArrayList<>();

    private RecordLoop loop(FakeSource source, FakeProcessor processor) {
        return new RecordLoop(List.of(new WorkerPlan("worker", () -> source, () -> processor)), settings);
    }

    private RecordLoop.Outcome run(FakeSource source, FakeProcessor processor) throws InterruptedException {
        return loop(source, processor).run(finishes::add);
    }

    @Test
    void runsToTheEndOfItsInputAndCommitsAllOfIt() throws Exception {
        FakeSource source = FakeSource.of(10);
        FakeProcessor processor = FakeProcessor.withRoomFor(100);

        RecordLoop.Outcome outcome = run(source, processor);

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.unfinishedInput()).isFalse();
        assertThat(processor.processed).hasValue(10);
        assertThat(source.committed).isEqualTo(10);
        assertThat(finishes).containsExactly(true);
        assertThat(source.calls).endsWith("commitNow", "close");
        assertThat(processor.closed).isTrue();
    }

    @Test
    void tellsOfAWorkerWhoseThreadIsHeldUp() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        FakeProcessor stuck = new FakeProcessor(100, true, offset -> offset == 4 && isHeldUp(free));
        RecordLoop loop = loop(FakeSource.of(10), stuck);
        CompletableFuture<RecordLoop.Outcome> outcome = CompletableFuture.supplyAsync(() -> outcomeOf(loop));

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> loop.workers().get(0).standsStillMs() > 0);
        List<Trouble> troubles = loop.workers().get(0).allTroubles();
        free.countDown();

        assertThat(troubles).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.STUCK);
            assertThat(trouble.text()).contains("worker has been at one thing for ", "t-0@4");
        });
        assertThat(outcome.join().failure()).isNull();
        assertThat(loop.phase()).isEqualTo(Phase.ENDED);
    }

    private static boolean isHeldUp(CountDownLatch free) {
        try {
            return !free.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private RecordLoop.Outcome outcomeOf(RecordLoop loop) {
        try {
            return loop.run(finishes::add);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void pausesTheSourceWhileThereIsNoRoomAndGoesOnPolling() throws Exception {
        FakeSource source = FakeSource.of(10);
        FakeProcessor processor = FakeProcessor.withRoomFor(2);

        RecordLoop.Outcome outcome = run(source, processor);

        assertThat(outcome.failure()).isNull();
        assertThat(processor.most).isEqualTo(2);
        assertThat(source.pollsWhilePaused.get()).isPositive();
        assertThat(source.calls).startsWith("pause", "resume");
        assertThat(source.committed).isEqualTo(10);
    }

    @Test
    void aRefusedRecordEndsTheRunAndEverythingBeforeItIsCommitted() throws Exception {
        FakeSource source = FakeSource.of(10);
        FakeProcessor processor = new FakeProcessor(100, true, offset -> offset == 4);

        RecordLoop.Outcome outcome = run(source, processor);

        assertThat(outcome.failure()).hasMessageContaining("stage sink").hasMessageContaining("t-0@4");
        assertThat(source.committed).isEqualTo(4);
        assertThat(processor.returned).hasValue(1);
        assertThat(finishes).containsExactly(false);
    }

    @Test
    void tellsOfARecordAtWhichAWorkerStandsStill() throws Exception {
        CompletableFuture<StandstillWatch.Standstill> told = new CompletableFuture<>();
        StandstillWatch watch = new StandstillWatch(Duration.ofMillis(20), told::complete);
        FakeProcessor stuck = new FakeProcessor(100, true, offset -> {
            if (offset == 4) {
                told.join();
            }
            return false;
        });
        FakeSource source = FakeSource.of(10);
        WorkerPlan plan = new WorkerPlan("worker", () -> source, () -> stuck);

        RecordLoop.Outcome outcome = new RecordLoop(List.of(plan), settings, watch).run(finishes::add);

        assertThat(outcome.failure()).isNull();
        assertThat(told.join().worker()).isEqualTo("worker");
        assertThat(told.join().record().position()).isEqualTo("t-0@4");
        assertThat(told.join().age()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(told.join().stack()).anyMatch(frame -> frame.getMethodName().equals("join"));
    }

    @Test
    void aDefectInAStageEndsTheRunAndItsRecordIsNotCommitted() throws Exception {
        FakeSource source = FakeSource.of(10);
        FakeProcessor processor = new FakeProcessor(100, true, offset -> {
            if (offset == 4) {
                throw new IllegalStateException("a defect");
            }
            return false;
        });

        RecordLoop.Outcome outcome = run(source, processor);

        assertThat(outcome.failure()).hasMessage("a defect");
        assertThat(source.committed).isEqualTo(4);
    }

    @Test
    void whatIsOnItsWayIsGivenUpBeforeItsPartitionsAre() throws Exception {
        FakeProcessor processor = FakeProcessor.withRoomFor(100);
        List<Boolean> closedBefore = new ArrayList<>();
        RecordSource source = new FakeSource(4, true, Long.MAX_VALUE) {
            @Override
            public void close() {
                closedBefore.add(processor.closed);
            }
        };

        new RecordLoop(List.of(new WorkerPlan("worker", () -> source, () -> processor)), settings).run(finishes::add);

        assertThat(closedBefore).containsExactly(true);
    }

    @Test
    void ofManyFailuresTheFirstFewAreKept() throws Exception {
        RecordLoop loop = loop(FakeSource.of(1), FakeProcessor.withRoomFor(1));
        for (int i = 0; i < 1_000; i++) {
            loop.fail(new IllegalStateException("failure " + i));
        }

        Throwable failure = loop.run(finishes::add).failure();

        assertThat(failure)
                .isNotNull()
                .hasMessage("failure 0")
                .extracting(Throwable::getSuppressed)
                .satisfies(further -> assertThat(further).hasSize(10))
                .satisfies(further -> assertThat(further[0]).hasMessage("failure 1"));
    }

    @Test
    void aSourceThatBreaksEndsTheRunAndWhatIsOnItsWayIsAwaitedAndCommitted() throws Exception {
        FakeSource source = new FakeSource(10, true, 6);
        FakeProcessor processor = FakeProcessor.withRoomFor(100);

        RecordLoop.Outcome outcome = run(source, processor);

        assertThat(outcome.failure()).hasMessage("the source broke");
        assertThat(source.calls).contains("commitNow");
        assertThat(source.committed).isEqualTo(6);
        assertThat(finishes).containsExactly(false);
    }

    @Test
    void stoppingWaitsOnlyForTheDrainTimeoutWhenNothingIsAcknowledged() throws Exception {
        FakeSource source = FakeSource.of(1_000_000);
        FakeProcessor processor = new FakeProcessor(5, false, offset -> false);
        RecordLoop loop = loop(source, processor);
        CompletableFuture<RecordLoop.Outcome> running = inBackground(loop);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> processor.processed.get() == 5);
        loop.stop();

        RecordLoop.Outcome outcome = running.get(60, TimeUnit.SECONDS);
        assertThat(outcome.failure()).isNull();
        assertThat(source.committed).isEqualTo(Progress.NONE);
        assertThat(processor.returned.get()).isPositive();
        assertThat(finishes).containsExactly(true);
    }

    @Test
    void stoppingInTheMiddleOfAnInputThatCannotBeGoneOnWithIsReported() throws Exception {
        FakeSource source = new FakeSource(1_000_000, false, Long.MAX_VALUE);
        FakeProcessor processor = new FakeProcessor(5, false, offset -> false);
        RecordLoop loop = loop(source, processor);
        CompletableFuture<RecordLoop.Outcome> running = inBackground(loop);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> processor.processed.get() == 5);
        loop.stop();

        assertThat(running.get(60, TimeUnit.SECONDS).unfinishedInput()).isTrue();
        assertThat(finishes).containsExactly(false);
    }

    @Test
    void aWorkerThatCannotOpenFailsTheRunAndDoesNotHangIt() throws Exception {
        FakeSource good = FakeSource.of(1_000_000);
        FakeProcessor processor = FakeProcessor.withRoomFor(10);
        WorkerPlan healthy = new WorkerPlan("healthy", () -> good, () -> processor);
        WorkerPlan broken = new WorkerPlan(
                "broken",
                () -> {
                    throw new IllegalStateException("cannot open");
                },
                () -> FakeProcessor.withRoomFor(1));

        RecordLoop.Outcome outcome = new RecordLoop(List.of(healthy, broken), settings).run(finishes::add);

        assertThat(outcome.failure()).hasMessage("cannot open");
        assertThat(good.calls).endsWith("commitNow", "close");
    }

    @Test
    void aFinishThatFailsLeavesWhatItShouldHaveSettledUncommitted() throws Exception {
        FakeSource source = FakeSource.of(4);
        FakeProcessor processor = new FakeProcessor(100, false, offset -> false);

        RecordLoop loop = loop(source, processor);
        CompletableFuture<RecordLoop.Outcome> running = CompletableFuture.supplyAsync(() -> {
            try {
                return loop.run(complete -> {
                    throw new IllegalStateException("disk full");
                });
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> processor.processed.get() == 4);
        loop.stop();

        assertThat(running.get(60, TimeUnit.SECONDS).failure()).hasMessage("disk full");
        assertThat(source.committed).isEqualTo(Progress.NONE);
    }

    private CompletableFuture<RecordLoop.Outcome> inBackground(RecordLoop loop) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return loop.run(finishes::add);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
