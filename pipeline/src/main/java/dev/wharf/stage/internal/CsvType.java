package dev.wharf.stage.internal;

import org.jspecify.annotations.Nullable;

/** What the fields of a CSV column are. Null, which an empty field is, is of each. */
enum CsvType {
    /** Only nulls until now. */
    EMPTY("empty"),
    /** As JSON writes numbers: no leading zeros, which are part of a code, and no plus sign. */
    NUMBER("a number"),
    BOOLEAN("true or false"),
    TEXT("text");

    private final String shown;

    CsvType(String shown) {
        this.shown = shown;
    }

    /** As messages name it. */
    String shown() {
        return shown;
    }

    /** The narrowest type that has this value. */
    static CsvType of(@Nullable String field) {
        if (field == null) {
            return EMPTY;
        }
        if (isBoolean(field)) {
            return BOOLEAN;
        }
        return isNumber(field) ? NUMBER : TEXT;
    }

    /** The narrowest type that has the values of both. */
    CsvType or(CsvType other) {
        if (this == other || other == EMPTY) {
            return this;
        }
        return this == EMPTY ? other : TEXT;
    }

    /** Whether this value may stand in a column of this type. */
    boolean takes(@Nullable String field) {
        return switch (this) {
            case EMPTY, TEXT -> true;
            case NUMBER -> field == null || isNumber(field);
            case BOOLEAN -> field == null || isBoolean(field);
        };
    }

    static boolean isBoolean(String field) {
        return field.equals("true") || field.equals("false");
    }

    static boolean isNumber(String field) {
        int start = field.startsWith("-") ? 1 : 0;
        int whole = digits(field, start);
        boolean leadingZero = whole - start > 1 && field.charAt(start) == '0';
        if (whole == start || leadingZero) {
            return false;
        }
        int end = whole;
        if (end < field.length() && field.charAt(end) == '.') {
            int fraction = digits(field, end + 1);
            if (fraction == end + 1) {
                return false;
            }
            end = fraction;
        }
        return exponentEnd(field, end) == field.length();
    }

    private static int exponentEnd(String field, int from) {
        if (from == field.length() || (field.charAt(from) != 'e' && field.charAt(from) != 'E')) {
            return from;
        }
        int sign = from + 1;
        boolean signed = sign < field.length() && (field.charAt(sign) == '+' || field.charAt(sign) == '-');
        int start = signed ? sign + 1 : sign;
        int end = digits(field, start);
        return end == start ? from : end;
    }

    /** The end of the digits that begin there. */
    private static int digits(String field, int from) {
        int end = from;
        while (end < field.length() && field.charAt(end) >= '0' && field.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
