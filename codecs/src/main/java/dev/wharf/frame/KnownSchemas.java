package dev.wharf.frame;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Decoded;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the schemas that frames name: how to read what was written with each, or why that is not possible.
 * Looking up what is known takes no lock. Safe for use by many threads.
 */
final class KnownSchemas {
    /** After so long it is asked again whether there is a schema that there was not, or that nobody answered for. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

    private static final Duration ASK_AGAIN_SOON = Duration.ofSeconds(1);
    /** Whoever sends records can name as many schemas that do not exist as there are numbers. */
    private static final int MOST_REMEMBERED = 10_000;

    private final SchemaSource source;
    private final SchemaFormat format;
    private final Executor asking;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<SchemaKey, Known> known = new ConcurrentHashMap<>();
    private volatile String inTheWay = "";

    /** What is known of one schema. */
    private sealed interface Known {
        record Usable(SchemaFormat.Reading reading) implements Known {}

        record Unusable(Decoded.Failure failure, long untilNanos) implements Known {}

        /** Somebody is asking. */
        record Asked() implements Known {}
    }

    /** What there is to read with; either a way or a failure. */
    sealed interface Found {
        record Way(SchemaFormat.Reading reading) implements Found {}

        record No(Decoded.Failure failure) implements Found {}
    }

    /**
     * @param asking where schemas are asked for that are not known yet, while others go on
     */
    KnownSchemas(SchemaSource source, SchemaFormat format, Executor asking, LongSupplier nanoTime) {
        this.source = source;
        this.format = format;
        this.asking = asking;
        this.nanoTime = nanoTime;
    }

    /** Why schemas are not there, if that is not only a matter of a moment. */
    String inTheWay() {
        return inTheWay;
    }

    /**
     * Makes sure that schemas can be looked up, for those who will not wait until they can.
     *
     * @throws WharfException with {@code ENVIRONMENT} if nobody answers
     */
    void reach() {
        source.reach();
    }

    /** Whether the schema can be used, or certainly cannot; if neither is known, it is asked for. */
    boolean ready(SchemaKey key) {
        Known seen = known.get(key);
        if (seen instanceof Known.Usable) {
            return true;
        }
        if (seen instanceof Known.Unusable no && no.untilNanos - nanoTime.getAsLong() > 0) {
            return no.failure.kind() != Decoded.Kind.UNAVAILABLE;
        }
        boolean mine = !(seen instanceof Known.Asked) && replace(key, seen, new Known.Asked());
        if (mine) {
            askElsewhere(key);
        }
        return false;
    }

    private boolean replace(SchemaKey key, @Nullable Known seen, Known now) {
        return seen == null ? known.putIfAbsent(key, now) == null : known.replace(key, seen, now);
    }

    private void askElsewhere(SchemaKey key) {
        try {
            asking.execute(() -> {
                try {
                    var unused = ask(key);
                } finally {
                    // An error has ended it: the next one may ask.
                    var unused = known.remove(key, new Known.Asked());
                }
            });
        } catch (RejectedExecutionException e) {
            var unused = known.remove(key);
        }
    }

    /** How to read what was written with the schema; asks for it on this thread, if it is not known. */
    Found find(SchemaKey key) {
        Known seen = known.get(key);
        if (seen instanceof Known.Usable yes) {
            return new Found.Way(yes.reading);
        }
        if (seen instanceof Known.Unusable no && no.untilNanos - nanoTime.getAsLong() > 0) {
            return new Found.No(no.failure);
        }
        return switch (ask(key)) {
            case Known.Usable yes -> new Found.Way(yes.reading);
            case Known.Unusable no -> new Found.No(no.failure);
            case Known.Asked nobody -> throw new IllegalStateException("asked, and no answer");
        };
    }

    private Known ask(SchemaKey key) {
        Known answer = answer(key);
        if (known.size() >= MOST_REMEMBERED) {
            known.values().removeIf(one -> one instanceof Known.Unusable);
        }
        if (known.size() >= MOST_REMEMBERED) {
            known.clear(); // they are asked for anew
        }
        known.put(key, answer);
        return answer;
    }

    private Known answer(SchemaKey key) {
        try {
            Optional<SchemaText> schema = source.find(key);
            inTheWay = "";
            return schema.isEmpty()
                    ? no(key, Decoded.Kind.UNKNOWN_SCHEMA, "the registry knows no schema " + key, ASK_AGAIN)
                    : new Known.Usable(format.reading(schema.get()));
        } catch (WharfException e) {
            return refused(key, e);
        } catch (RuntimeException | StackOverflowError e) {
            return no(key, Decoded.Kind.BAD_SCHEMA, "schema " + key + " cannot be used: " + e, ASK_AGAIN);
        }
    }

    private Known refused(SchemaKey key, WharfException e) {
        boolean away = e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.ENVIRONMENT;
        if (away) {
            inTheWay = "schema " + key + ": " + e.getMessage();
            return no(key, Decoded.Kind.UNAVAILABLE, String.valueOf(e.getMessage()), ASK_AGAIN_SOON);
        }
        Decoded.Kind kind = e.code() == ErrorCode.RECORD_REFUSED ? Decoded.Kind.INCOMPATIBLE : Decoded.Kind.BAD_SCHEMA;
        return no(key, kind, "schema " + key + ": " + e.getMessage(), ASK_AGAIN);
    }

    private Known no(SchemaKey key, Decoded.Kind kind, String reason, Duration time) {
        return new Known.Unusable(
                new Decoded.Failure(kind, reason, 0, key.toString()), nanoTime.getAsLong() + time.toNanos());
    }
}
