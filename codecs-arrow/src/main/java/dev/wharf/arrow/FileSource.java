package dev.wharf.arrow;

import org.jspecify.annotations.Nullable;

/** A file that is in memory: its footer says where dictionaries and batches are. Dictionaries come first. */
final class FileSource implements MessageSource {
    private static final int BLOCK_BYTES = 24;
    private static final int LEAST_METADATA_BYTES = 8;

    private final byte[] buf;
    private final int from;

    /** Where the footer begins. */
    private final int to;

    private final Flat footer;
    private final int dictionaries;
    private final int batches;
    private int next;

    /** Blocks do not overlap, so that reading them is no more work than there are bytes. */
    private long bytesLeft;

    FileSource(byte[] buf, int from, int end) {
        int footerEnd = end - MAGIC.length() - 4;
        if (footerEnd < from + FILE_HEAD_BYTES || !MessageSource.isFile(buf, end - MAGIC.length(), end)) {
            throw new ArrowFlaw("the file has no footer: it ends too early", end);
        }
        int length = LittleEndian.i32(buf, footerEnd);
        if (length <= 0 || length > footerEnd - from - FILE_HEAD_BYTES) {
            throw new ArrowFlaw("the footer of the file has a wrong length", footerEnd);
        }
        this.buf = buf;
        this.from = from;
        this.to = footerEnd - length;
        this.footer = new Flat(buf, to, footerEnd);
        this.dictionaries = footer.vector(footer.root(), 2, BLOCK_BYTES);
        this.batches = footer.vector(footer.root(), 3, BLOCK_BYTES);
        this.bytesLeft = (long) to - from;
    }

    @Override
    public ArrowSchema schema(KnownSchemas known) {
        int schema = footer.reference(footer.root(), 1);
        if (schema == 0) {
            throw new ArrowFlaw("the footer of the file has no schema", to);
        }
        return known.get(footer, schema);
    }

    @Override
    public @Nullable Message next() {
        int index = next++;
        int first = footer.count(dictionaries);
        if (index >= first + footer.count(batches)) {
            return null;
        }
        boolean dictionary = index < first;
        int vector = dictionary ? dictionaries : batches;
        Message message = at(vector + 4 + BLOCK_BYTES * (dictionary ? index : index - first));
        if (message.kind() != (dictionary ? Message.DICTIONARY : Message.BATCH)) {
            throw new ArrowFlaw("the footer of the file leads to something else than it says", message.header());
        }
        return message;
    }

    private Message at(int block) {
        long offset = footer.elementI64(block);
        long metadata = footer.elementI32(block + 8);
        long body = footer.elementI64(block + 16);
        boolean inside = offset >= FILE_HEAD_BYTES
                && metadata >= LEAST_METADATA_BYTES
                && body >= 0
                && body <= bytesLeft - metadata
                && offset <= to - from - metadata - body;
        if (!inside) {
            throw new ArrowFlaw("the footer of the file leads outside of it, or to the same place twice", block);
        }
        bytesLeft -= metadata + body;
        int start = from + (int) offset;
        int head = LittleEndian.i32(buf, start) == CONTINUATION ? 8 : 4;
        int size = LittleEndian.i32(buf, start + head - 4);
        if (size <= 0 || size > metadata - head) {
            throw new ArrowFlaw("a piece of the file has a wrong length", start);
        }
        Flat flat = new Flat(buf, start + head, start + head + size);
        return Message.of(flat, buf, start + (int) metadata, (int) body);
    }
}
