package dev.wharf.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Everything that is in the way of reading with one schema what was written with another. For one thread. */
final class Compatibility {
    private final List<String> findings = new ArrayList<>();

    /** Pairs of records that were looked at, or are being: one that contains itself is looked at once. */
    private final IdentityHashMap<Schema, IdentityHashMap<Schema, Boolean>> seen = new IdentityHashMap<>();

    private Compatibility() {}

    static List<String> findings(Schema writer, Schema reader) {
        Compatibility walk = new Compatibility();
        walk.look(UnionNode.simple(Words.typeName(reader)), writer, reader);
        return List.copyOf(walk.findings);
    }

    private void look(String path, Schema writer, Schema reader) {
        if (writer.getType() == Schema.Type.UNION) {
            writer.getTypes().forEach(branch -> look(path, branch, reader));
        } else if (reader.getType() == Schema.Type.UNION) {
            intoUnion(path, writer, reader);
        } else if (writer.getType() == reader.getType()) {
            same(path, writer, reader);
        } else if (Matching.promotes(writer.getType(), reader.getType())) {
            logical(path, writer, reader);
        } else {
            add(path, "written as " + Words.of(writer) + ", which cannot be read as " + Words.of(reader));
        }
    }

    private void intoUnion(String path, Schema writer, Schema reader) {
        int branch = Matching.branch(writer, reader);
        if (branch < 0) {
            add(path, "written as " + Words.of(writer) + ", which is none of " + Words.of(reader));
        } else {
            look(path, writer, reader.getTypes().get(branch));
        }
    }

    private void same(String path, Schema writer, Schema reader) {
        switch (reader.getType()) {
            case RECORD -> record(path, writer, reader);
            case ENUM -> enumeration(path, writer, reader);
            case FIXED -> fixed(path, writer, reader);
            case ARRAY -> look(path + "[]", writer.getElementType(), reader.getElementType());
            case MAP -> look(path + "[]", writer.getValueType(), reader.getValueType());
            case UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> logical(path, writer, reader);
        }
    }

    private boolean sameName(String path, Schema writer, Schema reader) {
        boolean same = Matching.sameName(writer, reader);
        if (!same) {
            add(
                    path,
                    "written as " + Words.typeName(writer) + ", which is not " + Words.typeName(reader)
                            + " and none of its aliases");
        }
        return same;
    }

    private void logical(String path, Schema writer, Schema reader) {
        String clash = Logical.clash(Logical.of(writer), Logical.of(reader));
        if (clash != null) {
            add(path, clash);
        }
    }

    private void fixed(String path, Schema writer, Schema reader) {
        if (!sameName(path, writer, reader)) {
            return;
        }
        if (writer.getFixedSize() != reader.getFixedSize()) {
            add(
                    path,
                    "written with " + writer.getFixedSize() + " bytes, but " + Words.typeName(reader) + " has "
                            + reader.getFixedSize());
        } else {
            logical(path, writer, reader);
        }
    }

    private void enumeration(String path, Schema writer, Schema reader) {
        if (!sameName(path, writer, reader) || reader.getEnumDefault() != null) {
            return;
        }
        Set<String> known = new HashSet<>(reader.getEnumSymbols());
        List<String> unknown = writer.getEnumSymbols().stream()
                .filter(symbol -> !known.contains(symbol))
                .toList();
        if (!unknown.isEmpty()) {
            add(
                    path,
                    "symbols that may be written are not in " + Words.typeName(reader)
                            + ", which has no default either: " + String.join(", ", unknown));
        }
    }

    private void record(String path, Schema writer, Schema reader) {
        boolean known =
                seen.computeIfAbsent(writer, key -> new IdentityHashMap<>()).put(reader, true) != null;
        if (known || !sameName(path, writer, reader)) {
            return;
        }
        Set<Schema.Field> taken = new HashSet<>();
        for (Schema.Field wanted : reader.getFields()) {
            Schema.Field written = Matching.written(writer, wanted);
            if (written != null && taken.add(written)) {
                look(path + "." + wanted.name(), written.schema(), wanted.schema());
            } else if (!wanted.hasDefaultValue()) {
                add(path + "." + wanted.name(), "was not written, and has no default");
            }
        }
    }

    private void add(String path, String text) {
        findings.add(path + ": " + text);
    }
}
