package dev.wharf.loop;

/**
 * Offsets of one partition that follow one another.
 *
 * @param start the first
 * @param end the first behind them
 */
public record OffsetRange(long start, long end) {
    public boolean contains(long offset) {
        return offset >= start && offset < end;
    }
}
