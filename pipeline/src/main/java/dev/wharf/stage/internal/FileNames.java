package dev.wharf.stage.internal;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes the names of files from fields of records. What records hold is not trusted: a value becomes a part of a name,
 * and never more. Immutable, safe for use by many threads.
 */
final class FileNames {
    /** In UTF-8. Names may have 255 on most systems; some of them are for numbers and hidden parts. */
    private static final int MOST_BYTES = 200;

    private final List<String> texts;
    private final List<Field> fields;

    private FileNames(List<String> texts, List<Field> fields) {
        this.texts = texts;
        this.fields = fields;
    }

    /** Binds the fields of the path; while a plan is put together. */
    static FileNames of(FilePath path, Fields fields) {
        return new FileNames(
                path.texts(), path.fields().stream().map(fields::field).toList());
    }

    /**
     * The record's file below the path's folder, with slashes; empty for a path that is one file.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if its fields make no name
     */
    String of(WharfRecord record) {
        if (fields.isEmpty()) {
            return "";
        }
        StringBuilder name = new StringBuilder(texts.get(0));
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            name.append(checked(field, text(field, record.get(field)))).append(texts.get(i + 1));
        }
        checkLengths(name.toString());
        return name.toString();
    }

    private static String text(Field field, Value value) {
        return switch (value) {
            case Value.Text text -> text.value();
            case Value.Symbol symbol -> symbol.value();
            case Value.Bool bool -> String.valueOf(bool.value());
            case Value.Int number -> number.asDecimal().toPlainString();
            case Value.Decimal number -> number.value().toString();
            case Value.Float64 number -> String.valueOf(number.value());
            case Value.Float32 number -> String.valueOf(number.value());
            case Value.Absent none -> throw refused(field, "is not there");
            case Value.Null none -> throw refused(field, "is null");
            case Value other ->
                throw refused(
                        field,
                        "holds " + other.getClass().getSimpleName() + "; a text, a number or a boolean makes a name");
        };
    }

    private static String checked(Field field, String text) {
        if (text.isEmpty()) {
            throw refused(field, "is empty");
        }
        if (text.charAt(0) == '.') {
            throw refused(field, "begins with a dot");
        }
        if (text.chars().anyMatch(letter -> letter == '/' || letter == '\\' || Character.isISOControl(letter))) {
            throw refused(field, "has a slash, a backslash or a control character in it");
        }
        return text;
    }

    private static void checkLengths(String name) {
        for (String part : name.split("/", -1)) {
            int bytes = part.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                throw new WharfException(
                        ErrorCode.RECORD_REFUSED,
                        "the fields in path make a name of " + bytes + " bytes, and " + MOST_BYTES + " is the most");
            }
        }
    }

    private static WharfException refused(Field field, String why) {
        return new WharfException(ErrorCode.RECORD_REFUSED, "the field " + field + ", which is in path, " + why);
    }
}
