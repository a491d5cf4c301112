package dev.wharf.lane;

import dev.wharf.record.WharfRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All calls that are not through, in the order of their submission, and what they weigh. Owner only. */
final class Held {
    private @Nullable Call first;
    private @Nullable Call last;

    // All, and those in lanes that stand still.
    private int calls;
    private long bytes;
    private int stoppedCalls;
    private long stoppedBytes;

    boolean isEmpty() {
        return calls == 0;
    }

    boolean below(LaneLimits limits) {
        return calls - stoppedCalls < limits.calls()
                && bytes - stoppedBytes < limits.bytes()
                && calls < limits.heldCalls()
                && bytes < limits.heldBytes();
    }

    void add(Call call) {
        call.heldBefore = last;
        if (last == null) {
            first = call;
        } else {
            last.heldBehind = call;
        }
        last = call;
        count(call, 1);
    }

    void remove(Call call) {
        Call before = call.heldBefore;
        Call behind = call.heldBehind;
        if (before == null) {
            first = behind;
        } else {
            before.heldBehind = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.heldBefore = before;
        }
        call.heldBefore = null;
        call.heldBehind = null;
        count(call, -1);
    }

    private void count(Call call, int sign) {
        Lane lane = call.lane();
        long weight = sign * call.bytes();
        lane.calls += sign;
        lane.bytes += weight;
        calls += sign;
        bytes += weight;
        if (lane.stopped) {
            stoppedCalls += sign;
            stoppedBytes += weight;
        }
    }

    /** The calls of this lane are no load any more, or are again. */
    void stopped(Lane lane, boolean stopped) {
        if (lane.stopped != stopped) {
            lane.stopped = stopped;
            stoppedCalls += stopped ? lane.calls : -lane.calls;
            stoppedBytes += stopped ? lane.bytes : -lane.bytes;
        }
    }

    /** The calls whose records are meant. */
    List<Call> select(Predicate<WharfRecord> which) {
        List<Call> selected = new ArrayList<>();
        for (Call call = first; call != null; call = call.heldBehind) {
            if (which.test(call.record())) {
                selected.add(call);
            }
        }
        return selected;
    }
}
