package dev.wharf.client;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts secrets where a configuration names them: {@code ${env:NAME}} and {@code ${file:path}}. */
public final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
    /** A secret is short; anything longer is the wrong file. */
    private static final int MAX_FILE_BYTES = 64 << 10;

    private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether the text names a secret, so that what it stands for must never be shown. */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).find();
    }

    /**
     * The text with every reference replaced.
     *
     * @throws WharfException naming the reference, never the secret, when it cannot be resolved
     */
    public String resolve(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), match.group(2))));
    }

    private String value(String kind, String name) {
        return kind.equals("env") ? fromEnvironment(name) : fromFile(name);
    }

    private String fromEnvironment(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "${env:" + name + "}: the environment has no variable " + name + "; set it");
        }
        return value;
    }

    /** The file without the line end that editors put at its end. */
    private static String fromFile(String name) {
        try {
            byte[] bytes = firstBytes(Path.of(name));
            if (bytes.length > MAX_FILE_BYTES) {
                throw unreadable(name, "it is larger than " + MAX_FILE_BYTES + " bytes, which no secret is", null);
            }
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return LINE_END.matcher(text).replaceFirst("");
        } catch (IOException | InvalidPathException e) {
            throw unreadable(name, e.toString(), e);
        }
    }

    /** One more than allowed at the most, whatever size it says it has: a device says 0 and never ends. */
    private static byte[] firstBytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_FILE_BYTES + 1);
        }
    }

    private static WharfException unreadable(String name, String reason, @Nullable Exception cause) {
        return new WharfException(
                ErrorCode.CONFIGURATION,
                "${file:" + name + "} cannot be read: " + reason + "; check the path and its permissions",
                cause);
    }
}
