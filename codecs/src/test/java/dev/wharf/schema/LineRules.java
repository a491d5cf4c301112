package dev.wharf.schema;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A small language of schemas for tests: a line for each field, {@code name:type} or {@code name:type=default}, in any
 * order. Stands for Avro, as registries know no other.
 */
final class LineRules implements SchemaRules {

    @Override
    public SchemaType type() {
        return SchemaType.AVRO;
    }

    @Override
    public ParsedSchema parse(String text, Map<String, String> references) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new WharfException(ErrorCode.CONFIGURATION, "a line without a colon");
            }
            fields.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return new Lines(text, fields);
    }

    private record Lines(String text, SortedMap<String, String> fields) implements ParsedSchema {
        @Override
        public SchemaType type() {
            return SchemaType.AVRO;
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String canonical() {
            return text;
        }

        @Override
        public String normalized() {
            return fields.toString();
        }

        @Override
        public List<String> cannotRead(ParsedSchema writer) {
            List<String> reasons = new ArrayList<>();
            fields.forEach((name, type) -> {
                if (!((Lines) writer).fields.containsKey(name) && !type.contains("=")) {
                    reasons.add(name + " has no default");
                }
            });
            return reasons;
        }

        @Override
        public List<String> differences(ParsedSchema other) {
            SortedMap<String, String> theirs = ((Lines) other).fields;
            List<String> lines = new ArrayList<>();
            theirs.keySet().stream().filter(name -> !fields.containsKey(name)).forEach(name -> lines.add("+ " + name));
            fields.keySet().stream().filter(name -> !theirs.containsKey(name)).forEach(name -> lines.add("- " + name));
            return lines;
        }
    }
}
