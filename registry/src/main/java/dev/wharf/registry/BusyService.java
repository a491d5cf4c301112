package dev.wharf.registry;

import dev.wharf.endpoint.HttpService;
import java.time.Duration;

/** Knows how many requests are being answered, so that none is cut off at the end. */
final class BusyService implements HttpService {
    private final HttpService service;
    /** These belong to the monitor of this object. */
    private int busy;

    private boolean closing;

    BusyService(HttpService service) {
        this.service = service;
    }

    @Override
    public Reply answer(Request request) {
        return entered()
                ? service.answer(request)
                : Reply.of(503, Media.JSON, "{\"error_code\":503,\"message\":\"The registry is being stopped\"}");
    }

    private synchronized boolean entered() {
        busy++;
        return !closing;
    }

    @Override
    public synchronized void answered() {
        busy--;
        notifyAll();
    }

    /** From now on requests are turned away; waits until the others are answered, so long at most. */
    synchronized void close(Duration lastAnswers) {
        closing = true;
        long deadlineNanos = System.nanoTime() + lastAnswers.toNanos();
        try {
            for (long leftMs = lastAnswers.toMillis(); busy > 0 && leftMs > 0; ) {
                wait(leftMs);
                leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
