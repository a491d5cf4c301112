package dev.wharf.record;

/** Seconds since the epoch as text, to the millisecond: the form that event services put into a header. */
public final class EpochSeconds {
    private EpochSeconds() {}

    /** Of milliseconds since the epoch. */
    public static String of(long epochMs) {
        return epochMs / 1000 + "." + String.format("%03d", epochMs % 1000);
    }
}
