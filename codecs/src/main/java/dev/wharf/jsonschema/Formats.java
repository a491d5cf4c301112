package dev.wharf.jsonschema;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The formats that can be checked. Each takes time in proportion to the text; one that is not known fits anything. */
final class Formats {
    /** Longer is none of them, and is not looked at. */
    private static final int MAX_LENGTH = 4096;

    private static final int MAX_HOST = 253;
    private static final int MAX_LABEL = 63;
    private static final int NO_OFFSET = Integer.MAX_VALUE / 2;

    private Formats() {}

    static boolean fits(String format, String text) {
        return switch (format) {
            case "date" -> isDate(text);
            case "time" -> isTime(text);
            case "date-time" -> isDateTime(text);
            case "uuid" -> isUuid(text);
            case "ipv4" -> isIpv4(text);
            case "ipv6" -> isIpv6(text);
            case "hostname" -> isHost(text);
            case "email" -> isEmail(text);
            case "uri" -> isUri(text, true);
            case "uri-reference" -> isUri(text, false);
            case "json-pointer" -> isPointer(text);
            case "regex" -> isPattern(text);
            default -> true;
        };
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** By RFC 3339: with seconds and an offset; a leap second is one only at the end of a day in UTC. */
    private static boolean isTime(String text) {
        int hour = twoDigits(text, 0, 23);
        int minute = twoDigits(text, 3, 59);
        int second = twoDigits(text, 6, 60);
        if (hour < 0 || minute < 0 || second < 0 || text.charAt(2) != ':' || text.charAt(5) != ':') {
            return false;
        }
        int zone = 8;
        if (text.length() > zone && text.charAt(zone) == '.') {
            zone++;
            while (zone < text.length() && isDigit(text.charAt(zone))) {
                zone++;
            }
        }
        int offset = text.charAt(zone - 1) == '.' ? NO_OFFSET : offset(text, zone);
        boolean lastOfDay = Math.floorMod(hour * 60 + minute - offset, 24 * 60) == 23 * 60 + 59;
        return offset != NO_OFFSET && (second < 60 || lastOfDay);
    }

    /** In minutes, or {@link #NO_OFFSET} if there is something else. */
    private static int offset(String text, int at) {
        if (text.length() == at + 1) {
            return text.charAt(at) == 'Z' || text.charAt(at) == 'z' ? 0 : NO_OFFSET;
        }
        int hours = twoDigits(text, at + 1, 23);
        int minutes = twoDigits(text, at + 4, 59);
        if (text.length() != at + 6 || hours < 0 || minutes < 0 || text.charAt(at + 3) != ':') {
            return NO_OFFSET;
        }
        return switch (text.charAt(at)) {
            case '+' -> hours * 60 + minutes;
            case '-' -> -(hours * 60 + minutes);
            default -> NO_OFFSET;
        };
    }

    /** The number there, or -1 if there is none or a larger one. */
    private static int twoDigits(String text, int at, int most) {
        if (at + 2 > text.length() || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
            return -1;
        }
        int number = (text.charAt(at) - '0') * 10 + (text.charAt(at + 1) - '0');
        return number > most ? -1 : number;
    }

    private static boolean isDateTime(String text) {
        return text.length() > 11
                && "Tt ".indexOf(text.charAt(10)) >= 0
                && isDate(text.substring(0, 10))
                && isTime(text.substring(11));
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv4(String text) {
        int parts = 0;
        int value = -1;
        int digits = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || value > 255 || ++parts > 4) {
                    return false;
                }
                value = -1;
                digits = 0;
            } else if (isDigit(c) && digits < 3 && value != 0) {
                value = Math.max(0, value) * 10 + (c - '0');
                digits++;
            } else {
                return false;
            }
        }
        return parts == 4;
    }

    private static boolean isIpv6(String text) {
        if (text.length() > 45) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        String front = text.substring(0, gap);
        String back = text.substring(gap + 2);
        int before = front.isEmpty() ? 0 : groups(front);
        int after = back.isEmpty() ? 0 : groups(back);
        return before >= 0 && after >= 0 && before + after < 8 && front.indexOf('.') < 0;
    }

    /** How many groups of 16 bits there are, or -1 if there is something else. */
    private static int groups(String text) {
        int count = 0;
        int start = 0;
        while (true) {
            int colon = text.indexOf(':', start);
            String group = text.substring(start, colon < 0 ? text.length() : colon);
            if (colon < 0 && group.indexOf('.') >= 0) {
                return isIpv4(group) ? count + 2 : -1;
            }
            boolean hex =
                    !group.isEmpty() && group.length() <= 4 && group.chars().allMatch(c -> isHex((char) c));
            if (!hex) {
                return -1;
            }
            count++;
            if (colon < 0) {
                return count;
            }
            start = colon + 1;
        }
    }

    private static boolean isHost(String text) {
        if (text.isEmpty() || text.length() > MAX_HOST) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = c == '.';
            boolean dashAtEdge = c == '-' && (label == 0 || i + 1 == text.length() || text.charAt(i + 1) == '.');
            if (end ? label == 0 : !(isLetter(c) || isDigit(c) || c == '-') || dashAtEdge) {
                return false;
            }
            label = end ? 0 : label + 1;
            if (label > MAX_LABEL) {
                return false;
            }
        }
        return label > 0;
    }

    /** A part before the last at sign without spaces, and a host behind it. */
    private static boolean isEmail(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || text.length() > MAX_LENGTH) {
            return false;
        }
        String local = text.substring(0, at);
        boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        boolean plain = local.chars().allMatch(c -> c > ' ' && c != '@' && c != '"' && c != 0x7F);
        return plain && !dots && isHost(text.substring(at + 1));
    }

    private static boolean isUri(String text, boolean absolute) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        try {
            URI uri = URI.create(text);
            return (!absolute || uri.isAbsolute()) && text.chars().allMatch(c -> c < 0x80);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPointer(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            return false;
        }
        for (int i = text.indexOf('~'); i >= 0; i = text.indexOf('~', i + 1)) {
            if (i + 1 == text.length() || (text.charAt(i + 1) != '0' && text.charAt(i + 1) != '1')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPattern(String text) {
        try {
            var unused = BoundedPattern.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
