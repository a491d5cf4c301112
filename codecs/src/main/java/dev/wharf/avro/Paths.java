package dev.wharf.avro;

/** Where in a value something is, such as {@code lines[3].amount}; put together from the inside to the outside. */
final class Paths {
    private static final int MAX_LENGTH = 200;

    private Paths() {}

    /** The path with the step before it. Of a long one only the end is kept. */
    static String under(String step, String path) {
        if (path.isEmpty()) {
            return step;
        }
        if (path.length() > MAX_LENGTH) {
            return path.startsWith("...") ? path : "..." + path;
        }
        return path.startsWith("[") ? step + path : step + "." + path;
    }

    static String element(long index) {
        return "[" + index + "]";
    }
}
