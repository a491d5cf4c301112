package dev.wharf.arrow;

/**
 * A piece of a stream: metadata, and the body that it describes, in one array.
 *
 * @param version of the metadata, by Arrow's numbers
 * @param kind what it is, by Arrow's numbers: 1 for a schema, 2 for a dictionary, 3 for a batch
 * @param header the table of just that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
record Message(Flat flat, int version, int kind, int header, byte[] buf, int bodyStart, int bodyLength) {
    static final int SCHEMA = 1;
    static final int DICTIONARY = 2;
    static final int BATCH = 3;

    /** {@code MetadataVersion.V4}: 0.8, of December 2017. */
    private static final int LEAST_VERSION = 3;

    /** How long the body is that belongs to this metadata, in bytes. */
    static long bodyLength(Flat flat) {
        return flat.i64(flat.root(), 3);
    }

    /** The body follows in the same array, whole. */
    static Message of(Flat flat, byte[] buf, int bodyStart, int bodyLength) {
        int root = flat.root();
        int version = flat.i16(root, 0, 0);
        if (version < LEAST_VERSION || version > SchemaWriter.VERSION) {
            throw new ArrowFlaw("the metadata has version " + (version + 1) + ", and only 4 and 5 can be read", root);
        }
        int header = flat.reference(root, 2);
        if (header == 0) {
            throw new ArrowFlaw("a piece of the stream is nothing", root);
        }
        return new Message(flat, version, flat.i8(root, 1, 0), header, buf, bodyStart, bodyLength);
    }
}
