package dev.wharf.protobuf;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells the two forms apart in which registries keep a schema: text, and a descriptor in Base64. */
final class SchemaText {
    private SchemaText() {}

    static ProtoTree.File read(String text) {
        byte[] descriptor = text.length() <= ProtoParser.MOST_TEXT ? decoded(text) : null;
        return descriptor == null ? ProtoParser.parse(text) : DescriptorReader.read(descriptor);
    }

    /** A text that describes anything has braces or semicolons, which Base64 has not. */
    private static byte @Nullable [] decoded(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return null;
        }
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "+/=\r\n".indexOf(c) < 0) {
                return null;
            }
        }
        try {
            return Base64.getMimeDecoder().decode(trimmed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
