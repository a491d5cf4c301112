package dev.wharf.frame;

import dev.wharf.codec.Codec;
import dev.wharf.error.WharfException;

/** What a format that has schemas does with one. Safe for use by many threads. */
public interface SchemaFormat {

    /** The name in configuration. */
    String name();

    /**
     * Gets ready to read what was written with a schema.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is none that can be used, {@code RECORD_REFUSED} if
     *     what was written with it cannot be read with the one that is wanted
     */
    Reading reading(SchemaText schema);

    /**
     * Gets ready to write with a schema.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is none that can be used
     */
    Writing writing(SchemaText schema);

    /** Reads what was written with one schema. */
    interface Reading {

        /**
         * The codec for what stands there, and where it begins.
         *
         * @param buffer with the payload
         * @param from where the frame ends
         * @param to where the payload ends
         */
        Body open(byte[] buffer, int from, int to);

        /** The same where the frame is in a header, which holds these bytes behind the name of the schema. */
        Body open(byte[] headerRest);
    }

    /**
     * What is behind a frame.
     *
     * @param start where the bytes of the codec begin in the buffer; -1 if what stands there can be no beginning
     */
    record Body(Codec codec, int start) {}

    /**
     * Writes with one schema.
     *
     * @param behind what stands between the frame and the bytes of the codec
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Writing(Codec codec, byte[] behind) {}
}
