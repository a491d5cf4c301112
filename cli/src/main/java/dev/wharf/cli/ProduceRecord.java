package dev.wharf.cli;

/**
 * A record to be produced, and where it stands.
 *
 * @param number over all inputs, from 1
 * @param source the file, or standard input
 * @param line in it, or 0 where the whole is one record
 */
record ProduceRecord(long number, String source, long line, Draft draft) {
    /** Where it stands, for people. */
    String place() {
        return place(source, line);
    }

    static String place(String source, long line) {
        return line == 0 ? source : source + ":" + line;
    }

    /** What it takes in memory, without the objects. */
    long bytes() {
        return draft.key().length() + draft.value().length();
    }
}
