package dev.wharf.chunk;

/** A run of offsets; both ends belong to it. */
public record Segment(long first, long last) {
    public Segment {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("offsets " + first + " to " + last + " are no run");
        }
    }
}
