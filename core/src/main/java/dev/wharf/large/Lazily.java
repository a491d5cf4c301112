package dev.wharf.large;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is opened when it is asked for, and not before. Any thread; all wait for the one who opens it. */
final class Lazily<T> implements AutoCloseable {
    private final Supplier<T> opening;
    private final Closing<T> closing;
    private @Nullable T opened;
    private boolean closed;

    /** How it is closed. */
    interface Closing<T> {
        void close(T opened);
    }

    Lazily(Supplier<T> opening, Closing<T> closing) {
        this.opening = opening;
        this.closing = closing;
    }

    /** @throws IllegalStateException if it is closed */
    synchronized T get() {
        if (closed) {
            throw new IllegalStateException("it is closed");
        }
        T known = opened == null ? opening.get() : opened;
        opened = known;
        return known;
    }

    @Override
    public synchronized void close() {
        closed = true;
        T known = opened;
        opened = null;
        if (known != null) {
            closing.close(known);
        }
    }
}
