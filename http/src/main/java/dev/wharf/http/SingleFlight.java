package dev.wharf.http;

import dev.wharf.error.WharfException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Makes one call of many that want the same at the same time: the first makes it on its own thread, the others wait for
 * what comes of it, be it a failure. No lock is held meanwhile. Any thread.
 */
public final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /**
     * What the call gives. Whoever is interrupted while waiting gives up; when that is the one that calls, another
     * takes its place.
     *
     * @throws HttpFailure of kind {@code INTERRUPTED}
     */
    public V get(K key, Supplier<? extends V> call) {
        while (true) {
            CompletableFuture<V> own = new CompletableFuture<>();
            CompletableFuture<V> other = flights.putIfAbsent(key, own);
            if (other == null) {
                return lead(key, own, call);
            }
            Optional<CompletableFuture<V>> landed = follow(other);
            if (landed.isPresent()) {
                return landed.get().join();
            }
        }
    }

    private V lead(K key, CompletableFuture<V> own, Supplier<? extends V> call) {
        try {
            V value = call.get();
            flights.remove(key, own);
            own.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            flights.remove(key, own);
            own.completeExceptionally(e);
            throw e;
        }
    }

    /** Empty if the one that called was interrupted, which is no failure of ours. */
    private Optional<CompletableFuture<V>> follow(CompletableFuture<V> other) {
        try {
            var unused = other.get();
            return Optional.of(other);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.INTERRUPTED, "interrupted while another thread was asking", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpFailure failure && failure.kind() == HttpFailure.Kind.INTERRUPTED) {
                return Optional.empty();
            }
            // The same for all: nobody changes it any more.
            if (e.getCause() instanceof WharfException failure) {
                throw failure;
            }
            throw new IllegalStateException("the call that was shared failed", e.getCause());
        }
    }
}
