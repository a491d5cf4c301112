package dev.wharf.registry;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which version of a subject somebody means.
 *
 * @param number or -1 for the last one
 */
record VersionWish(int number) {
    static final VersionWish LATEST = new VersionWish(-1);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

    static VersionWish of(int number) {
        return new VersionWish(number);
    }

    /**
     * Reads a number, -1, or {@code latest}.
     *
     * @throws Refusal 42202 for anything else
     */
    static VersionWish parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return LATEST;
        }
        long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw Refusal.invalidVersion(text);
        }
        return new VersionWish((int) number);
    }

    boolean isLatest() {
        return number < 0;
    }

    /** The one that is meant, among the versions of a subject; empty if it is not there. */
    Optional<Version> in(List<Version> versions, boolean deletedToo) {
        return versions.stream()
                .filter(version -> deletedToo || !version.deleted())
                .filter(version -> isLatest() || version.number() == number)
                .reduce((earlier, later) -> later);
    }
}
