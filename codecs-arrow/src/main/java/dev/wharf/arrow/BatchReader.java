package dev.wharf.arrow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the columns of one batch of its metadata and its body. Every length and offset is checked before a column is
 * made, so that columns need not; no memory is taken but for the columns themselves, and for what was compressed. For
 * one thread and one batch.
 */
final class BatchReader {
    private static final int NODE_BYTES = 16;
    private static final int BUFFER_BYTES = 16;

    private final Flat flat;
    private final Message body;
    private final Inflation inflation;
    private final Map<Long, Dictionary> dictionaries;

    private final int rows;
    private final int nodes;
    private final int buffers;
    private final int variadics;
    private final Inflation.@Nullable Method compression;
    private int nextNode;
    private int nextBuffer;
    private int nextVariadic;

    /** Of the body; buffers do not overlap, so that checking them is no more work than there are bytes. */
    private long bytesLeft;

    /** The node that was read last. */
    private int length;

    private long nulls;

    /** The buffer that was read last. */
    private byte[] buf;

    private int at;
    private int size;

    /** For the record batch whose table stands there in the message. */
    BatchReader(Flat flat, int table, Message body, Inflation inflation, Map<Long, Dictionary> dictionaries) {
        this.flat = flat;
        this.body = body;
        this.inflation = inflation;
        this.dictionaries = dictionaries;
        this.rows = count(flat.i64(table, 0), table);
        this.nodes = flat.vector(table, 1, NODE_BYTES);
        this.buffers = flat.vector(table, 2, BUFFER_BYTES);
        this.compression = Inflation.method(flat, flat.reference(table, 3));
        this.variadics = flat.vector(table, 4, 8);
        this.bytesLeft = body.bodyLength();
        this.buf = body.buf();
    }

    /** All columns of the batch. */
    StructColumn columns(Layout row) {
        Column[] columns = new Column[row.children.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(row.children[i]);
            if (columns[i].length != rows) {
                throw flaw("a column is longer or shorter than its batch");
            }
        }
        end();
        return new StructColumn(rows, Validity.ALL, row.shape, columns);
    }

    /** The one column that the batch of a dictionary has. */
    Column dictionary(Layout layout) {
        Column values = values(layout);
        if (values.length != rows) {
            throw flaw("a dictionary is longer or shorter than its batch");
        }
        end();
        return values;
    }

    private void end() {
        if (nextNode < flat.count(nodes) || nextBuffer < flat.count(buffers)) {
            throw flaw("a batch has more buffers than its schema has");
        }
    }

    private Column column(Layout layout) {
        ArrowField.Encoding encoding = layout.field.dictionary();
        return encoding == null ? values(layout) : indexes(encoding);
    }

    private Column indexes(ArrowField.Encoding encoding) {
        nextNode();
        int count = length;
        Validity validity = validity();
        int width = encoding.index().bits() / 8;
        nextBuffer((long) width * count);
        Dictionary dictionary = dictionaries.getOrDefault(encoding.id(), Dictionary.EMPTY);
        DictionaryColumn column =
                new DictionaryColumn(count, validity, new DictionaryColumn.Places(buf, at, width), dictionary);
        column.check(encoding.index().signed(), position());
        return column;
    }

    private Column values(Layout layout) {
        nextNode();
        int count = length;
        return switch (layout.kind) {
            case NULLS -> new Column.Nulls(count);
            case BOOLS -> bools(count);
            case SCALARS -> scalars(layout, count);
            case BYTES -> bytes(layout, count);
            case BYTE_VIEWS -> byteViews(layout, count);
            case LIST -> list(layout, count);
            case LIST_VIEW -> listView(layout, count);
            case FIXED_LIST -> fixedList(layout, count);
            case STRUCT -> struct(layout, count, validity());
            case MAP -> map(layout, count);
            case UNION -> union(layout, count);
            case RUNS -> runs(layout, count);
        };
    }

    private Column bools(int count) {
        Validity validity = validity();
        nextBuffer((count + 7L) / 8);
        return new Column.Bools(count, validity, buf, at);
    }

    private Column scalars(Layout layout, int count) {
        Scalar scalar = layout.scalar;
        if (scalar == null) {
            throw new IllegalStateException("a column of scalars has a type");
        }
        Validity validity = validity();
        nextBuffer((long) scalar.width * count);
        for (int i = 0; i < count && scalar.selective(); i++) {
            int place = at + i * scalar.width;
            String reason = validity.isNull(i) ? null : scalar.flaw(buf, place);
            if (reason != null) {
                throw flaw(reason);
            }
        }
        return new Column.Scalars(count, validity, scalar, buf, at);
    }

    private Column bytes(Layout layout, int count) {
        Validity validity = validity();
        Offsets offsets = offsets(layout.large, count);
        nextBuffer(0);
        offsets.check(count == 0 ? 0 : count + 1, size);
        BytesColumn.ByOffset column = new BytesColumn.ByOffset(count, validity, layout.text, offsets, buf, at);
        if (column.hasFlaw()) {
            throw flaw("a text is not UTF-8");
        }
        return column;
    }

    private Column byteViews(Layout layout, int count) {
        Validity validity = validity();
        nextBuffer((long) BytesColumn.ByView.WIDTH * count);
        byte[] views = buf;
        int viewsStart = at;
        if (nextVariadic >= flat.count(variadics)) {
            throw flaw("a batch has views, and does not say how many buffers they have");
        }
        long data = flat.elementI64(variadics + 4 + 8 * nextVariadic++);
        if (data < 0 || data > flat.count(buffers) - nextBuffer) {
            throw flaw("a batch has fewer buffers than it says for its views");
        }
        byte[][] arrays = new byte[(int) data][];
        int[] starts = new int[(int) data];
        int[] lengths = new int[(int) data];
        for (int i = 0; i < data; i++) {
            nextBuffer(0);
            arrays[i] = buf;
            starts[i] = at;
            lengths[i] = size;
        }
        BytesColumn.ByView column =
                new BytesColumn.ByView(count, validity, layout.text, views, viewsStart, arrays, starts);
        column.check(lengths, inflation.work(), position());
        if (column.hasFlaw()) {
            throw flaw("a text is not UTF-8");
        }
        return column;
    }

    private Column list(Layout layout, int count) {
        Validity validity = validity();
        Offsets offsets = offsets(layout.large, count);
        Column elements = column(layout.children[0]);
        offsets.check(count == 0 ? 0 : count + 1, elements.length);
        return new ListColumn.ByOffset(count, validity, elements, offsets);
    }

    private Column listView(Layout layout, int count) {
        Validity validity = validity();
        int width = Offsets.width(layout.large);
        nextBuffer((long) width * count);
        Offsets offsets = new Offsets(buf, at, layout.large);
        nextBuffer((long) width * count);
        Offsets sizes = new Offsets(buf, at, layout.large);
        Column elements = column(layout.children[0]);
        offsets.check(count, sizes, validity, elements.length);
        return new ListColumn.ByView(count, validity, elements, offsets, sizes);
    }

    private Column fixedList(Layout layout, int count) {
        Validity validity = validity();
        Column elements = column(layout.children[0]);
        int each = layout.field.type() instanceof ArrowType.FixedList list ? list.size() : 0;
        if ((long) each * count > elements.length) {
            throw flaw("lists of a fixed size have too few elements");
        }
        return new ListColumn.OfSize(count, validity, elements, each);
    }

    private StructColumn struct(Layout layout, int count, Validity validity) {
        Column[] children = new Column[layout.children.length];
        for (int i = 0; i < children.length; i++) {
            children[i] = column(layout.children[i]);
            if (children[i].length < count) {
                throw flaw("a field of a struct is shorter than the struct");
            }
        }
        return new StructColumn(count, validity, layout.shape, children);
    }

    private Column map(Layout layout, int count) {
        Validity validity = validity();
        Offsets offsets = offsets(false, count);
        nextNode();
        int entries = length;
        StructColumn pairs = struct(layout.children[0], entries, validity());
        offsets.check(count == 0 ? 0 : count + 1, entries);
        return new ListColumn.Maps(count, validity, pairs, offsets);
    }

    private Column union(Layout layout, int count) {
        Validity validity = body.version() < SchemaWriter.VERSION ? validity() : Validity.ALL;
        nextBuffer(count);
        byte[] types = buf;
        int typesStart = at;
        Offsets offsets = null;
        if (layout.field.type() instanceof ArrowType.Union union && union.dense()) {
            nextBuffer(4L * count);
            offsets = new Offsets(buf, at, false);
        }
        Column[] children = new Column[layout.children.length];
        for (int i = 0; i < children.length; i++) {
            children[i] = column(layout.children[i]);
        }
        UnionColumn column =
                new UnionColumn(count, validity, layout.branches, children, layout.childOf, types, typesStart, offsets);
        column.check();
        return column;
    }

    private Column runs(Layout layout, int count) {
        nextNode();
        int runs = length;
        Validity validity = validity();
        int width = layout.children[0].field.type() instanceof ArrowType.Int number ? number.bits() / 8 : 8;
        nextBuffer((long) width * runs);
        byte[] ends = buf;
        int endsStart = at;
        if (!validity.all()) {
            throw flaw("the end of a run is null");
        }
        RunColumn column = new RunColumn(count, ends, endsStart, width, runs, column(layout.children[1]));
        column.check();
        return column;
    }

    /** One more than there are elements; of no elements there may be none at all. */
    private Offsets offsets(boolean large, int count) {
        nextBuffer(count == 0 ? 0 : (long) Offsets.width(large) * (count + 1L));
        return new Offsets(buf, at, large);
    }

    private void nextNode() {
        if (nextNode >= flat.count(nodes)) {
            throw flaw("a batch has fewer columns than its schema");
        }
        int node = nodes + 4 + NODE_BYTES * nextNode++;
        length = count(flat.elementI64(node), node);
        nulls = flat.elementI64(node + 8);
        if (nulls < 0 || nulls > length) {
            throw new ArrowFlaw("a column has more nulls than elements", node);
        }
    }

    /** Of the node that was read last. Where it has no nulls or nothing else, there need be no bits. */
    private Validity validity() {
        int count = length;
        long absent = nulls;
        nextBuffer(0);
        if (absent == 0) {
            return Validity.ALL;
        }
        if (size == 0 && absent == count) {
            return Validity.NONE;
        }
        need((count + 7L) / 8);
        if (Validity.zeros(buf, at, count) != absent) {
            throw flaw("a column has more or fewer nulls than it says");
        }
        return Validity.of(buf, at);
    }

    private void nextBuffer(long least) {
        if (nextBuffer >= flat.count(buffers)) {
            throw flaw("a batch has fewer buffers than its schema needs");
        }
        int entry = buffers + 4 + BUFFER_BYTES * nextBuffer++;
        long offset = flat.elementI64(entry);
        long bytes = flat.elementI64(entry + 8);
        if (bytes < 0 || bytes > bytesLeft || offset < 0 || offset > body.bodyLength() - bytes) {
            throw new ArrowFlaw("a buffer lies outside of its batch, or upon another", entry);
        }
        bytesLeft -= bytes;
        buf = body.buf();
        at = body.bodyStart() + (int) offset;
        size = (int) bytes;
        if (compression != null && size > 0) {
            inflate(compression);
        }
        need(least);
    }

    private void inflate(Inflation.Method method) {
        byte[] inflated = inflation.inflate(method, buf, at, size);
        if (inflated == null) {
            at += Inflation.PREFIX_BYTES;
            size -= Inflation.PREFIX_BYTES;
        } else {
            buf = inflated;
            at = 0;
            size = inflated.length;
        }
    }

    private void need(long bytes) {
        if (size < bytes) {
            throw flaw("a buffer is shorter than its column");
        }
    }

    private static int count(long count, long shown) {
        if (count < 0 || count > Integer.MAX_VALUE - 1) {
            throw new ArrowFlaw("a batch has " + count + " rows or elements", shown);
        }
        return (int) count;
    }

    private ArrowFlaw flaw(String reason) {
        return new ArrowFlaw(reason, position());
    }

    /** Of the buffer that was read last; for one that was compressed, where the batch begins. */
    private long position() {
        return compression == null ? at : body.bodyStart();
    }
}
