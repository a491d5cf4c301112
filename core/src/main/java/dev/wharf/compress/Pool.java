package dev.wharf.compress;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps what is dear to make and holds memory outside the heap: as many as there are processors, whichever threads use
 * them. Safe for use by many threads; nobody waits.
 */
final class Pool<T> {
    private final ArrayBlockingQueue<T> kept =
            new ArrayBlockingQueue<>(Math.max(2, Runtime.getRuntime().availableProcessors()));

    private final Supplier<T> maker;
    private final Consumer<T> closer;

    Pool(Supplier<T> maker, Consumer<T> closer) {
        this.maker = maker;
        this.closer = closer;
    }

    T take() {
        T known = kept.poll();
        return known == null ? maker.get() : known;
    }

    /** Back as it was made: whoever took it has reset it. */
    void give(T used) {
        if (!kept.offer(used)) {
            closer.accept(used);
        }
    }
}
