package dev.wharf.pipeline;

import java.util.regex.Pattern;

/** Numbers that a configuration may write as strings. */
final class Numbers {
    private static final Pattern INTEGER = Pattern.compile("\\s*-?\\d{1,18}\\s*");

    private Numbers() {}

    static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches();
    }
}
