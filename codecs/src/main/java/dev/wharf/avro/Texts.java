package dev.wharf.avro;

import dev.wharf.payload.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Text as Avro writes it: its length in UTF-8, and that. */
final class Texts {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Texts() {}

    static void write(String text, ByteSink sink) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (hasQuestionMark(utf8)) {
            requireCharacters(text);
        }
        Varints.write(utf8.length, sink);
        sink.write(utf8);
    }

    /** The JDK puts a question mark where half of a character stands alone. Eight bytes at a time. */
    private static boolean hasQuestionMark(byte[] utf8) {
        if (utf8.length < 8) {
            return hasQuestionMarkByByte(utf8);
        }
        long found = found((long) LONGS.get(utf8, utf8.length - 8));
        for (int pos = 0; pos < utf8.length - 8; pos += 8) {
            found |= found((long) LONGS.get(utf8, pos));
        }
        return (found & HIGH_BITS) != 0;
    }

    /** The highest bit of some byte is set if one of the eight is a question mark. */
    private static long found(long eight) {
        long zeroWhereFound = eight ^ '?' * EACH;
        return (zeroWhereFound - EACH) & ~zeroWhereFound;
    }

    private static boolean hasQuestionMarkByByte(byte[] utf8) {
        for (byte each : utf8) {
            if (each == '?') {
                return true;
            }
        }
        return false;
    }

    private static void requireCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) != 2) {
                    throw new AvroMisfit("text with half of a character (a lone surrogate) does not fit UTF-8");
                }
                i++;
            }
        }
    }
}
