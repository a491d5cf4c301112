package dev.wharf.payload;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key or value of a record: readable bytes of any length. Tombstone ({@link #NULL}), empty, and a payload that
 * holds the JSON text {@code null} are three different things.
 *
 * <p>Immutable: whoever hands an array to {@link #of} gives it away. Safe for use by many threads.
 */
public sealed interface Payload permits Payload.Null, Payload.Inline {

    /** No payload at all: in Kafka's words, a null key or a tombstone. */
    Payload NULL = Null.NULL;

    /** Bytes in memory. */
    static Payload of(byte @Nullable [] bytes) {
        return bytes == null ? NULL : new Inline(bytes, 0, bytes.length);
    }

    /** A part of an array in memory; the array is not copied. */
    static Payload of(byte[] array, int offset, int length) {
        return new Inline(array, offset, length);
    }

    /** The text in UTF-8. */
    static Payload of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is {@link #NULL}. */
    boolean isNull();

    /** Length in bytes; 0 for {@link #NULL}. */
    long length();

    /** Opens the bytes as a stream; the caller closes it. */
    InputStream open();

    /**
     * The bytes as an array that may be shared: do not write into it. Null for {@link #NULL}, as Kafka's clients want
     * it.
     */
    byte @Nullable [] array();

    /** No payload. */
    enum Null implements Payload {
        NULL;

        @Override
        public boolean isNull() {
            return true;
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public byte @Nullable [] array() {
            return null;
        }
    }

    /** Bytes that travel inside the record. Compared by identity: contents can be large. */
    final class Inline implements Payload {
        private final byte[] buffer;
        private final int offset;
        private final int size;

        private Inline(byte[] buffer, int offset, int size) {
            this.buffer = buffer;
            this.offset = offset;
            this.size = size;
        }

        /** The array that holds the bytes, from {@link #offset()} on, {@link #size()} of them. Do not write into it. */
        public byte[] buffer() {
            return buffer;
        }

        public int offset() {
            return offset;
        }

        /** Length in bytes. */
        public int size() {
            return size;
        }

        @Override
        public boolean isNull() {
            return false;
        }

        @Override
        public long length() {
            return size;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(buffer, offset, size);
        }

        @Override
        public byte[] array() {
            boolean whole = offset == 0 && size == buffer.length;
            return whole ? buffer : Arrays.copyOfRange(buffer, offset, offset + size);
        }
    }
}
