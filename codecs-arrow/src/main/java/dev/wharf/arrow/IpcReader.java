package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.value.Decoded;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a schema, the dictionaries, and batch after batch. Throws {@link ArrowFlaw} alone. For one thread. */
final class IpcReader {
    private final MessageSource source;
    private final Limits limits;
    private final ArrowSchema schema;
    private final Map<Long, Dictionary> dictionaries = new HashMap<>();

    /** The columns that are in dictionaries, by the number of the dictionary; found with the first of them. */
    private @Nullable Map<Long, Layout> inDictionaries;

    /** Reads the schema. */
    IpcReader(MessageSource source, Limits limits, KnownSchemas known) {
        this.source = source;
        this.limits = limits;
        this.schema = source.schema(known);
    }

    ArrowSchema schema() {
        return schema;
    }

    /** A batch, and of how many bytes it is. */
    record Batch(StructColumn rows, long bytes) {}

    /** The next batch, or null at the end. */
    @Nullable
    Batch next(Inflation inflation) {
        for (Message message = source.next(); message != null; message = source.next()) {
            if (message.kind() == Message.BATCH) {
                StructColumn rows = new BatchReader(message.flat(), message.header(), message, inflation, dictionaries)
                        .columns(schema.layout());
                if (!dictionaries.isEmpty()) {
                    checkDepth(rows.depth(), message);
                }
                return new Batch(rows, (long) message.flat().size() + message.bodyLength());
            }
            if (message.kind() != Message.DICTIONARY) {
                throw new ArrowFlaw("a batch or a dictionary should stand here", message.header());
            }
            dictionary(message, inflation);
        }
        return null;
    }

    private void dictionary(Message message, Inflation inflation) {
        Flat flat = message.flat();
        long id = flat.i64(message.header(), 0);
        Layout layout = inDictionaries().get(id);
        int data = flat.reference(message.header(), 1);
        if (layout == null || data == 0) {
            throw new ArrowFlaw("a dictionary comes that no column has, or without a batch", message.header());
        }
        Column values = new BatchReader(flat, data, message, inflation, dictionaries).dictionary(layout);
        checkDepth(values.depth() + 1, message);
        Dictionary before = flat.bool(message.header(), 2) ? dictionaries.get(id) : null;
        dictionaries.put(id, before == null ? Dictionary.of(values) : before.plus(values, message.header()));
    }

    /** Dictionaries can lead to dictionaries, so the schema alone does not say. */
    private void checkDepth(int depth, Message message) {
        if (depth > limits.maxDepth()) {
            throw new ArrowFlaw("values are nested deeper than " + limits.maxDepth(), message.header());
        }
    }

    private Map<Long, Layout> inDictionaries() {
        Map<Long, Layout> known = inDictionaries;
        if (known == null) {
            known = new HashMap<>();
            find(schema.layout(), known);
            inDictionaries = known;
        }
        return known;
    }

    private static void find(Layout layout, Map<Long, Layout> found) {
        ArrowField.Encoding encoding = layout.field.dictionary();
        if (encoding != null) {
            Layout other = found.putIfAbsent(encoding.id(), layout);
            if (other != null && !sameType(other.field, layout.field)) {
                throw new ArrowFlaw(Decoded.Kind.BAD_SCHEMA, "two columns of different types share a dictionary", 0);
            }
        }
        for (Layout child : layout.children) {
            find(child, found);
        }
    }

    private static boolean sameType(ArrowField one, ArrowField other) {
        return one.type().equals(other.type()) && one.children().equals(other.children());
    }
}
