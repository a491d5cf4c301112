package dev.wharf.large;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Records of one partition, which leave in the order in which they came, each when its payload is complete. Whoever
 * brings news sends what is ready, one thread at a time; nobody waits for another. Any thread.
 */
final class SendLane {
    private final ConcurrentLinkedQueue<PendingSend> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger news = new AtomicInteger();
    private final Consumer<PendingSend> sender;

    /** @param sender sends one that is ready, or fails it; throws nothing */
    SendLane(Consumer<PendingSend> sender) {
        this.sender = sender;
    }

    void add(PendingSend send) {
        queue.add(send);
        advance();
    }

    /** One of them has become ready, or may have. */
    void advance() {
        if (news.getAndIncrement() != 0) {
            return; // who is at it looks again
        }
        int seen = 1;
        do {
            sendReady();
            seen = news.addAndGet(-seen);
        } while (seen != 0);
    }

    private void sendReady() {
        PendingSend head = queue.peek();
        while (head != null && head.isReady()) {
            sender.accept(head);
            queue.poll();
            head = queue.peek();
        }
    }
}
