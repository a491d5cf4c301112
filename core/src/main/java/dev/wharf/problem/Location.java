package dev.wharf.problem;

import java.util.Comparator;

/**
 * A place in a file that somebody wrote. Lines and columns count from 1; line 0 means the file as a whole, or a plan
 * made in Java.
 */
public record Location(String file, int line, int column) {
    /** For plans that were not read from a file. */
    public static final Location NOWHERE = new Location("", 0, 0);

    /** From top to bottom, and from left to right. */
    public static final Comparator<Location> IN_FILE =
            Comparator.comparingInt(Location::line).thenComparingInt(Location::column);

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
