package dev.wharf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One call for many. */
@Timeout(120)
final class SingleFlightTest {
    private static final int MANY = 100;

    private final SingleFlight<String, Integer> flight = new SingleFlight<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    private int slow() {
        int call = calls.incrementAndGet();
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.INTERRUPTED, "interrupted", e);
        }
        return call;
    }

    private List<Future<Integer>> ask(ExecutorService threads, AtomicInteger arrived) {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(threads.submit(() -> {
                arrived.incrementAndGet();
                return flight.get("x", this::slow);
            }));
        }
        return answers;
    }

    @Test
    void asksOnceForAllThatWait() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = ask(threads, arrived);
            Awaitility.await().until(() -> arrived.get() == MANY && calls.get() == 1);
            go.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isPositive();
            }
        }
        assertThat(flight.get("x", () -> -1)).as("nothing is remembered").isEqualTo(-1);
    }

    @Test
    void givesItsFailureToAllThatWait() throws Exception {
        WharfException failure = new WharfException(ErrorCode.UNAVAILABLE, "away");
        CountDownLatch started = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> flight.get("x", () -> {
                started.countDown();
                slow();
                throw failure;
            }));
            started.await();
            CompletableFuture<Thread> waiting = new CompletableFuture<>();
            Future<Integer> second = threads.submit(() -> {
                waiting.complete(Thread.currentThread());
                return flight.get("x", () -> 7);
            });
            Thread waiter = waiting.get();
            Awaitility.await().until(() -> waiter.getState() == Thread.State.WAITING);
            go.countDown();
            for (Future<Integer> each : List.of(first, second)) {
                assertThatThrownBy(each::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCause(failure);
            }
        }
    }

    @Test
    void goesOnWithAnotherWhenTheOneThatAsksIsInterrupted() throws Exception {
        CompletableFuture<Thread> leader = new CompletableFuture<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> {
                leader.complete(Thread.currentThread());
                return flight.get("x", this::slow);
            });
            Awaitility.await().until(() -> calls.get() == 1);
            CompletableFuture<Thread> waiting = new CompletableFuture<>();
            Future<Integer> second = threads.submit(() -> {
                waiting.complete(Thread.currentThread());
                return flight.get("x", this::slow);
            });
            Thread waiter = waiting.get();
            Awaitility.await().until(() -> waiter.getState() == Thread.State.WAITING);
            leader.get().interrupt();
            Awaitility.await().until(() -> calls.get() == 2);
            go.countDown();

            assertThat(second.get()).isEqualTo(2);
            assertThatThrownBy(first::get).hasCauseInstanceOf(HttpFailure.class);
        }
    }
}
