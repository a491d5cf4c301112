package dev.wharf.protobuf;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.error.WharfException;
import dev.wharf.frame.SchemaFormat;
import dev.wharf.payload.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads what was written with one schema: which of its messages it is stands before it, as Confluent's clients write
 * it, or as Apicurio's do. Safe for use by many threads.
 */
final class ProtobufReading implements SchemaFormat.Reading {
    /** A message is named with its field number 1, a text. */
    private static final int NAME_TAG = 1 << 3 | 2;

    private static final int MOST_NAME_BYTES = 1000;

    private final ProtobufSchema schema;
    private final Limits limits;
    private final ProtobufOptions options;
    private final Codec first;
    private final ConcurrentMap<List<Integer>, Optional<Codec>> others = new ConcurrentHashMap<>();

    ProtobufReading(ProtobufSchema schema, Limits limits, ProtobufOptions options) {
        this.schema = schema;
        this.limits = limits;
        this.options = options;
        this.first = codec(schema.message(0));
    }

    private Codec codec(ProtobufMessage message) {
        return ProtobufCodec.of(message, limits, options);
    }

    @Override
    public SchemaFormat.Body open(byte[] buffer, int from, int to) {
        if (from < to && buffer[from] == 0) {
            return new SchemaFormat.Body(first, from + 1);
        }
        Optional<MessageIndexes> indexes = MessageIndexes.read(buffer, from, to);
        Optional<Codec> found = indexes.flatMap(this::byIndexes);
        if (found.isPresent()) {
            return new SchemaFormat.Body(
                    found.get(), from + indexes.orElseThrow().length());
        }
        return byName(buffer, from, to).orElse(new SchemaFormat.Body(first, -1));
    }

    @Override
    public SchemaFormat.Body open(byte[] headerRest) {
        if (headerRest.length == 0) {
            return new SchemaFormat.Body(first, 0);
        }
        return MessageIndexes.read(headerRest, 0, headerRest.length)
                .flatMap(this::byIndexes)
                .map(codec -> new SchemaFormat.Body(codec, 0))
                .orElse(new SchemaFormat.Body(first, -1));
    }

    /** No more are remembered than the schema has messages: only those that it has are. */
    private Optional<Codec> byIndexes(MessageIndexes indexes) {
        List<Integer> path = Arrays.stream(indexes.path()).boxed().toList();
        Optional<Codec> known = others.get(path);
        if (known == null) {
            known = message(indexes.path()).map(this::codec);
            if (known.isPresent()) {
                others.put(path, known);
            }
        }
        return known;
    }

    private Optional<ProtobufMessage> message(int[] path) {
        try {
            return Optional.of(schema.message(path));
        } catch (WharfException e) {
            return Optional.empty();
        }
    }

    /** What Apicurio's clients put there: a length, and a message with the name of the message. */
    private Optional<SchemaFormat.Body> byName(byte[] buffer, int from, int to) {
        int length = from < to ? buffer[from] : -1;
        int end = from + 1 + length;
        boolean named = length > 2 && end <= to && buffer[from + 1] == NAME_TAG && buffer[from + 2] == length - 2;
        if (!named || length > MOST_NAME_BYTES || Utf8.firstFlaw(buffer, from + 3, end) >= 0) {
            return Optional.empty();
        }
        String name = Utf8.decode(buffer, from + 3, end);
        return schema.messageNames().stream()
                .filter(full -> full.equals(name) || full.endsWith("." + name))
                .findFirst()
                .map(full -> new SchemaFormat.Body(codec(schema.message(full)), end));
    }
}
