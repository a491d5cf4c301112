package dev.wharf.payload;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key or value of a record: readable bytes of any length. Tombstone ({@link #NULL}), empty, and a payload that
 * holds the JSON text {@code null} are three different things.
 *
 * <p>Immutable: whoever hands an array to {@link #of} gives it away. Safe for use by many threads.
 */
public sealed interface Payload permits Payload.Null, Payload.Inline, Payload.Large {

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

    /** Length in bytes; 0 for {@link #NULL}, {@link Large#UNKNOWN_LENGTH} where nobody knows it yet. */
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

    /**
     * Bytes that are somewhere else, in chunks or in a store, or in the record and compressed; known by a reference.
     * Nothing is read before it is asked for. Each call may block, and fails with a {@link
     * dev.wharf.error.WharfException} if the bytes are missing, altered, or not to be had.
     */
    non-sealed interface Large extends Payload {
        /** What {@link #array()} reads at the most. */
        int MAX_ARRAY_BYTES = 16 << 20;

        /** The length of what somebody else has stored, before it has been read to its end. */
        long UNKNOWN_LENGTH = -1;

        /**
         * Opens the bytes as a stream. What it gives is not known to be right before its end, where it fails if length
         * or digest are not those of the reference; see {@link #writeTo} and {@link #load} for verified ones. A
         * connection that breaks is opened again.
         */
        @Override
        InputStream open();

        /**
         * The bytes in memory, verified.
         *
         * @throws dev.wharf.error.WharfException with {@code TOO_LARGE} if there are more than that
         */
        Inline load(int maxBytes);

        /** Writes the bytes to a file, which takes its name, or the place of one that is there, when verified. */
        void writeTo(Path file);

        @Override
        default boolean isNull() {
            return false;
        }

        /** {@inheritDoc} Read up to {@link #MAX_ARRAY_BYTES}. */
        @Override
        default byte[] array() {
            return load(MAX_ARRAY_BYTES).array();
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
