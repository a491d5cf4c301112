package dev.wharf.lane;

/**
 * How much lanes may hold before {@link Lanes#ready()} says no. A call that waits for its retry is no load, and neither
 * are those behind it; but they take memory, so that a second limit counts everything.
 *
 * @param calls calls that run or could run
 * @param bytes memory of those
 * @param heldCalls calls of any kind, also in lanes that stand still
 * @param heldBytes memory of those
 */
public record LaneLimits(int calls, long bytes, int heldCalls, long heldBytes) {

    public LaneLimits {
        if (calls < 1 || bytes < 1 || heldCalls < calls || heldBytes < bytes) {
            throw new IllegalArgumentException("limits of lanes: calls = " + calls + ", bytes = " + bytes
                    + ", heldCalls = " + heldCalls + ", heldBytes = " + heldBytes
                    + "; the first two must be positive, the others not smaller than those");
        }
    }
}
