package dev.wharf.avro;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** In what one schema differs from another, in lines that people understand. For one thread. */
final class Differences {
    private final List<String> lines = new ArrayList<>();

    /** Pairs of records that were looked at, or are being. */
    private final IdentityHashMap<Schema, IdentityHashMap<Schema, Boolean>> seen = new IdentityHashMap<>();

    private Differences() {}

    /** How the second differs from the first, which is the wanted one. */
    static List<String> of(Schema wanted, Schema other) {
        Differences walk = new Differences();
        walk.compare(UnionNode.simple(Words.typeName(wanted)), wanted, other);
        if (walk.lines.isEmpty()) {
            walk.lines.add("attributes differ that say nothing about how data are read");
        }
        return List.copyOf(walk.lines);
    }

    private void compare(String path, Schema wanted, Schema other) {
        if (wanted.getType() != other.getType()) {
            changed(path, "type", Words.of(other), Words.of(wanted));
            return;
        }
        if (Words.isNamed(wanted)) {
            named(path, wanted, other);
        }
        switch (wanted.getType()) {
            case RECORD -> record(path, wanted, other);
            case ENUM -> enumeration(path, wanted, other);
            case ARRAY -> compare(path + "[]", wanted.getElementType(), other.getElementType());
            case MAP -> compare(path + "[]", wanted.getValueType(), other.getValueType());
            case UNION -> union(path, wanted, other);
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> scalar(path, wanted, other);
        }
    }

    private void named(String path, Schema wanted, Schema other) {
        changed(path, "name", String.valueOf(other.getFullName()), String.valueOf(wanted.getFullName()));
        changed(path, "documentation", text(other.getDoc()), text(wanted.getDoc()));
        changed(path, "aliases", names(other.getAliases()), names(wanted.getAliases()));
    }

    private void scalar(String path, Schema wanted, Schema other) {
        boolean named = Words.isNamed(wanted);
        String before = named ? String.valueOf(other.getFixedSize()) : Words.of(other);
        String after = named ? String.valueOf(wanted.getFixedSize()) : Words.of(wanted);
        changed(path, named ? "size" : "type", before, after);
        if (named) {
            changed(path, "logical type", logical(other), logical(wanted));
        }
        if (before.equals(after) && !wanted.getObjectProps().equals(other.getObjectProps())) {
            changed(
                    path,
                    "attributes",
                    other.getObjectProps().toString(),
                    wanted.getObjectProps().toString());
        }
    }

    private static String logical(Schema schema) {
        Logical logical = Logical.of(schema);
        return logical == null ? "none" : logical.toString();
    }

    private void enumeration(String path, Schema wanted, Schema other) {
        changed(path, "symbols", String.join(", ", other.getEnumSymbols()), String.join(", ", wanted.getEnumSymbols()));
        changed(path, "default", text(other.getEnumDefault()), text(wanted.getEnumDefault()));
    }

    private void union(String path, Schema wanted, Schema other) {
        List<Schema> wantedTypes = wanted.getTypes();
        List<Schema> otherTypes = other.getTypes();
        boolean sameBranches = branchNames(wantedTypes).equals(branchNames(otherTypes));
        if (!sameBranches) {
            changed(path, "type", Words.of(other), Words.of(wanted));
            return;
        }
        for (int i = 0; i < wantedTypes.size(); i++) {
            compare(path, wantedTypes.get(i), otherTypes.get(i));
        }
    }

    private static List<String> branchNames(List<Schema> branches) {
        return branches.stream().map(Words::typeName).toList();
    }

    private void record(String path, Schema wanted, Schema other) {
        boolean known =
                seen.computeIfAbsent(wanted, key -> new IdentityHashMap<>()).put(other, true) != null;
        if (known) {
            return;
        }
        for (Schema.Field field : wanted.getFields()) {
            Schema.Field same = other.getField(field.name());
            if (same == null) {
                lines.add(path + "." + field.name() + ": missing, wanted " + Words.of(field.schema()));
            } else {
                field(path + "." + field.name(), field, same);
            }
        }
        for (Schema.Field field : other.getFields()) {
            if (wanted.getField(field.name()) == null) {
                lines.add(path + "." + field.name() + ": added, " + Words.of(field.schema()));
            }
        }
        order(path, wanted, other);
    }

    private void order(String path, Schema wanted, Schema other) {
        List<String> wantedNames = Compiler.names(wanted.getFields());
        List<String> otherNames = Compiler.names(other.getFields());
        List<String> both = wantedNames.stream().filter(otherNames::contains).toList();
        List<String> there = otherNames.stream().filter(wantedNames::contains).toList();
        changed(path, "order of fields", String.join(", ", there), String.join(", ", both));
    }

    private void field(String path, Schema.Field wanted, Schema.Field other) {
        compare(path, wanted.schema(), other.schema());
        changed(path, "default", defaultOf(other), defaultOf(wanted));
        changed(path, "documentation", text(other.doc()), text(wanted.doc()));
        changed(path, "aliases", names(other.aliases()), names(wanted.aliases()));
        changed(path, "sort order", other.order().toString(), wanted.order().toString());
    }

    private static String defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "none";
        }
        Object value = field.defaultVal();
        return switch (value) {
            case null -> "null";
            case JsonProperties.Null none -> "null";
            case byte[] bytes -> bytes.length + " bytes";
            case String text -> '"' + text + '"';
            default -> value.toString();
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "none" : text;
    }

    private static String names(Set<String> names) {
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.stream().sorted().toList());
    }

    private void changed(String path, String what, String other, String wanted) {
        if (!Objects.equals(other, wanted)) {
            lines.add(path + ": " + what + " " + other + ", wanted " + wanted);
        }
    }
}
