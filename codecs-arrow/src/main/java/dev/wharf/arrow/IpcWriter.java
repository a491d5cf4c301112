package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the pieces of a stream or a file. For one thread. */
final class IpcWriter implements ColumnWriter.Parts {
    private static final int NODE_BYTES = 16;
    private static final int BUFFER_BYTES = 16;
    private static final int BLOCK_BYTES = 24;

    private final ByteSink sink;
    private final int start;
    private final List<Block> dictionaries = new ArrayList<>(0);
    private final List<Block> batches = new ArrayList<>(1);

    /** Of the batch that is being gathered: length and nulls by turns. */
    private long[] nodes = new long[16];

    private int nodeCount;
    private final List<ByteSink> buffers = new ArrayList<>();

    /** Where a piece of a file is. */
    private record Block(int offset, int metadata, int body) {}

    IpcWriter(ByteSink sink) {
        this.sink = sink;
        this.start = sink.length();
    }

    void fileHead() {
        sink.writeAscii(MessageSource.MAGIC);
        LittleEndian.zeros(sink, MessageSource.FILE_HEAD_BYTES - MessageSource.MAGIC.length());
    }

    /** Metadata that is padded to a multiple of eight. */
    void schema(byte[] metadata) {
        head(metadata);
    }

    void dictionary(DictionaryWriter.Values values) {
        values.writer().collect(this);
        dictionaries.add(piece(Message.DICTIONARY, values.id(), values.writer().length));
    }

    void batch(StructWriter columns) {
        columns.collectValues(this);
        batches.add(piece(Message.BATCH, 0, columns.length));
    }

    void end() {
        LittleEndian.i32(sink, MessageSource.CONTINUATION);
        LittleEndian.i32(sink, 0);
    }

    void footer(ArrowSchema schema) {
        FlatWriter flat = new FlatWriter();
        int footer = flat.table(FlatWriter.ROOT, 2, 4, 4, 4);
        flat.i16(flat.field(footer, 0), SchemaWriter.VERSION);
        SchemaWriter.write(flat, flat.field(footer, 1), schema);
        blocks(flat, flat.field(footer, 2), dictionaries);
        blocks(flat, flat.field(footer, 3), batches);
        byte[] bytes = flat.toByteArray();
        sink.write(bytes);
        LittleEndian.i32(sink, bytes.length);
        sink.writeAscii(MessageSource.MAGIC);
    }

    private static void blocks(FlatWriter flat, int pointer, List<Block> blocks) {
        int at = flat.vector(pointer, blocks.size(), BLOCK_BYTES);
        for (Block block : blocks) {
            flat.i64(at, block.offset);
            flat.i32(at + 8, block.metadata);
            flat.i64(at + 16, block.body);
            at += BLOCK_BYTES;
        }
    }

    @Override
    public void node(int length, int nulls) {
        if (2 * nodeCount + 2 > nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
        }
        nodes[2 * nodeCount] = length;
        nodes[2 * nodeCount + 1] = nulls;
        nodeCount++;
    }

    @Override
    public void buffer(ByteSink buffer) {
        buffers.add(buffer);
    }

    private Block piece(int kind, long id, int rows) {
        long body = 0;
        for (ByteSink buffer : buffers) {
            body += buffer.length() + LittleEndian.padding(buffer.length());
        }
        byte[] metadata = metadata(kind, id, rows, body);
        int offset = sink.length() - start;
        head(metadata);
        for (ByteSink buffer : buffers) {
            sink.write(buffer.buffer(), 0, buffer.length());
            LittleEndian.zeros(sink, LittleEndian.padding(buffer.length()));
        }
        nodeCount = 0;
        buffers.clear();
        return new Block(offset, metadata.length + 8, (int) body);
    }

    private void head(byte[] metadata) {
        LittleEndian.i32(sink, MessageSource.CONTINUATION);
        LittleEndian.i32(sink, metadata.length);
        sink.write(metadata);
    }

    private byte[] metadata(int kind, long id, int rows, long body) {
        FlatWriter flat = new FlatWriter();
        int message = flat.table(FlatWriter.ROOT, 2, 1, 4, 8);
        flat.i16(flat.field(message, 0), SchemaWriter.VERSION);
        flat.i8(flat.field(message, 1), kind);
        flat.i64(flat.field(message, 3), body);
        int pointer = flat.field(message, 2);
        if (kind == Message.DICTIONARY) {
            int dictionary = flat.table(pointer, 8, 4);
            flat.i64(flat.field(dictionary, 0), id);
            pointer = flat.field(dictionary, 1);
        }
        int batch = flat.table(pointer, 8, 4, 4);
        flat.i64(flat.field(batch, 0), rows);
        int at = flat.vector(flat.field(batch, 1), nodeCount, NODE_BYTES);
        for (int i = 0; i < 2 * nodeCount; i++) {
            flat.i64(at + 8 * i, nodes[i]);
        }
        at = flat.vector(flat.field(batch, 2), buffers.size(), BUFFER_BYTES);
        long offset = 0;
        for (ByteSink buffer : buffers) {
            flat.i64(at, offset);
            flat.i64(at + 8, buffer.length());
            offset += buffer.length() + LittleEndian.padding(buffer.length());
            at += BUFFER_BYTES;
        }
        return flat.toByteArray();
    }
}
