package dev.wharf.cli;

import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key, the value or a header of a record, as people and machines can read it: JSON and text decoded, the start of
 * anything else in hexadecimal. What is printed is bounded and safe for a terminal.
 */
final class Content {
    /** How much of JSON or text is shown, in characters and in lines. */
    static final int MAX_CHARS = 4_000;

    static final int MAX_LINES = 100;

    /** Longer JSON is shown as it was written: indenting a few bytes that are nested deeply can make many of them. */
    static final int MAX_INDENTED_BYTES = 32 << 10;

    /** How much of other bytes is shown. */
    static final int MAX_HEX_BYTES = 128;

    /** How much of it is shown where there is room for one line only. */
    static final int MAX_LINE_CHARS = 200;

    /** How much of other bytes is shown there. */
    static final int MAX_LINE_HEX_BYTES = 32;

    private final Kind kind;
    private final byte[] bytes;
    /** Of JSON and text; else empty. */
    private final String text;

    private enum Kind {
        NULL,
        EMPTY,
        JSON,
        TEXT,
        BINARY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Content(Kind kind, byte[] bytes, String text) {
        this.kind = kind;
        this.bytes = bytes;
        this.text = text;
    }

    /** Looks at all bytes, which are given away. */
    static Content of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Content(Kind.NULL, new byte[0], "");
        }
        if (bytes.length == 0) {
            return new Content(Kind.EMPTY, bytes, "");
        }
        if (JsonCodec.JSON.decode(Payload.of(bytes), new Fields()) instanceof Decoded.Failure) {
            return text(bytes)
                    .map(text -> new Content(Kind.TEXT, bytes, text))
                    .orElseGet(() -> new Content(Kind.BINARY, bytes, ""));
        }
        return new Content(Kind.JSON, bytes, utf8(bytes));
    }

    /** What it is, and how long. */
    String summary() {
        return switch (kind) {
            case NULL, EMPTY -> kind.word();
            case JSON -> length() + ", JSON";
            case TEXT, BINARY -> length() + ", " + kind.word();
        };
    }

    /** It in lines, JSON indented; none where the summary says it all. */
    List<String> lines() {
        return switch (kind) {
            case NULL, EMPTY -> List.of();
            case JSON -> start(indented());
            case TEXT -> start(text);
            case BINARY -> hexLines();
        };
    }

    /** It in one line. */
    String line() {
        return switch (kind) {
            case NULL, EMPTY -> kind.word();
            case JSON, TEXT -> Printable.line(Printable.cut(text, MAX_LINE_CHARS));
            case BINARY ->
                hex(0, MAX_LINE_HEX_BYTES) + (bytes.length > MAX_LINE_HEX_BYTES ? " …" : "") + "  (" + summary() + ")";
        };
    }

    /** It whole, for {@code --json}. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", kind.word());
        map.put("bytes", bytes.length);
        switch (kind) {
            case NULL, EMPTY -> {}
            case JSON, TEXT -> map.put("text", text);
            case BINARY -> map.put("base64", Base64.getEncoder().encodeToString(bytes));
        }
        return map;
    }

    private String length() {
        return Progress.number(bytes.length) + (bytes.length == 1 ? " byte" : " bytes");
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().allMatch(Content::inText) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Of the control characters, those that programs write into texts: white space, and colours. */
    private static boolean inText(int character) {
        return character >= ' ' || "\t\n\r\f\u001b".indexOf(character) >= 0;
    }

    private String indented() {
        if (bytes.length > MAX_INDENTED_BYTES) {
            return text;
        }
        ByteSink sink = new ByteSink();
        JsonWriter.indent(bytes, 0, bytes.length, sink);
        return utf8(sink.toByteArray());
    }

    private static List<String> start(String text) {
        String start = text.substring(0, Math.min(text.length(), MAX_CHARS));
        List<String> lines = new ArrayList<>(Printable.lines(start.replace("\r\n", "\n"))
                .lines()
                .limit(MAX_LINES)
                .toList());
        boolean all = start.length() == text.length() && start.lines().count() <= MAX_LINES;
        if (!all) {
            lines.add("… (" + Progress.number(text.length()) + " characters in all; --json shows them)");
        }
        return lines;
    }

    private List<String> hexLines() {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < Math.min(bytes.length, MAX_HEX_BYTES); from += 16) {
            lines.add(String.format("%04x  %s", from, hex(from, 16)));
        }
        if (bytes.length > MAX_HEX_BYTES) {
            lines.add("… (" + length() + " in all; --json shows them)");
        }
        return lines;
    }

    private String hex(int from, int max) {
        StringBuilder hex = new StringBuilder();
        for (int i = from; i < Math.min(bytes.length, from + max); i++) {
            hex.append(i == from ? "" : " ").append(String.format("%02x", bytes[i]));
        }
        return hex.toString();
    }
}
