package dev.wharf.lane;

import org.jspecify.annotations.Nullable;

/** A queue of calls, linked through {@link Call#next}: it allocates nothing. One thread at a time. */
final class Chain {
    private @Nullable Call first;
    private @Nullable Call last;

    boolean isEmpty() {
        return first == null;
    }

    void append(Call call) {
        if (last == null) {
            first = call;
        } else {
            last.next = call;
        }
        last = call;
    }

    void prepend(Call call) {
        call.next = first;
        first = call;
        if (last == null) {
            last = call;
        }
    }

    @Nullable
    Call poll() {
        Call call = first;
        if (call != null) {
            first = call.next;
            call.next = null;
            if (first == null) {
                last = null;
            }
        }
        return call;
    }

    /** Moves up to so many calls off the front of this chain to the end of another. */
    void moveTo(Chain other, int most) {
        for (int n = 0; n < most; n++) {
            Call call = poll();
            if (call == null) {
                return;
            }
            other.append(call);
        }
    }

    /** Puts all calls of the other chain, which is empty then, in front of these. */
    void prependAll(Chain other) {
        if (other.last == null) {
            return;
        }
        other.last.next = first;
        first = other.first;
        if (last == null) {
            last = other.last;
        }
        other.first = null;
        other.last = null;
    }

    /** Lets go of what was given up. */
    void purge() {
        Chain kept = new Chain();
        for (Call call = poll(); call != null; call = poll()) {
            if (call.queued()) {
                kept.append(call);
            }
        }
        prependAll(kept);
    }
}
