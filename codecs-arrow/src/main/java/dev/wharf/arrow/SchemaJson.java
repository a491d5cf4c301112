package dev.wharf.arrow;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.PlainJson;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Schemas in JSON: the form that Arrow's implementations exchange in their integration tests. */
final class SchemaJson {
    private static final List<String> PRECISIONS = List.of("HALF", "SINGLE", "DOUBLE");
    private static final List<String> DATE_UNITS = List.of("DAY", "MILLISECOND");
    private static final List<String> UNITS = List.of("SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND");
    private static final List<String> INTERVALS = List.of("YEAR_MONTH", "DAY_TIME", "MONTH_DAY_NANO");
    private static final List<String> MODES = List.of("SPARSE", "DENSE");

    private SchemaJson() {}

    static ArrowSchema parse(String json) {
        Value value;
        try {
            value = JsonCodec.JSON.read(Payload.of(json));
        } catch (WharfException e) {
            throw ArrowSchema.unusable(String.valueOf(e.getMessage()));
        }
        List<ArrowField> columns = fields(row(value, "it"), "fields", "");
        if (columns.stream().map(ArrowField::name).distinct().count() < columns.size()) {
            throw ArrowSchema.unusable("two columns have the same name");
        }
        return ArrowSchema.of(columns, metadata(row(value, "it"), ""));
    }

    private static List<ArrowField> fields(Value.Row row, String member, String path) {
        Value value = row.get(member);
        if (Value.isMissing(value) && !path.isEmpty()) {
            return List.of();
        }
        if (!(value instanceof Value.Array array)) {
            throw ArrowSchema.unusable((path.isEmpty() ? "it" : "column " + path) + " has no array \"" + member + "\"");
        }
        List<ArrowField> fields = new ArrayList<>();
        for (Value each : array.values()) {
            fields.add(field(row(each, "each of \"" + member + "\""), path));
        }
        return List.copyOf(fields);
    }

    private static ArrowField field(Value.Row row, String outer) {
        String name = row.get("name") instanceof Value.Text text ? text.value() : "";
        String path = outer.isEmpty() ? name : outer + "." + name;
        List<ArrowField> children = fields(row, "children", path);
        Value dictionary = row.get("dictionary");
        ArrowField field = new ArrowField(
                name,
                !(row.get("nullable") instanceof Value.Bool nullable) || nullable.value(),
                new Options(row(row.get("type"), "the type of " + path), path).type(children.size()),
                Value.isMissing(dictionary) ? null : encoding(row(dictionary, "the dictionary of " + path), path),
                children,
                metadata(row, path));
        String flaw = field.flaw();
        if (flaw != null) {
            throw ArrowSchema.unusable("column " + path + ": " + flaw);
        }
        return field;
    }

    private static ArrowField.Encoding encoding(Value.Row row, String path) {
        Value index = row.get("indexType");
        ArrowType type = Value.isMissing(index)
                ? new ArrowType.Int(32, true)
                : new Options(row(index, "the index of " + path), path).type(0);
        if (!(type instanceof ArrowType.Int integer)) {
            throw ArrowSchema.unusable("column " + path + ": the index of a dictionary is no integer");
        }
        boolean ordered = row.get("isOrdered") instanceof Value.Bool bool && bool.value();
        return new ArrowField.Encoding(new Options(row, path).number("id", 0), integer, ordered);
    }

    private static Map<String, String> metadata(Value.Row row, String path) {
        if (!(row.get("metadata") instanceof Value.Array array)) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Value each : array.values()) {
            Options pair = new Options(row(each, "each of \"metadata\""), path);
            metadata.put(pair.text("key", ""), pair.text("value", ""));
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static Value.Row row(Value value, String what) {
        if (!(value instanceof Value.Row row)) {
            throw ArrowSchema.unusable(what + " should be a JSON object");
        }
        return row;
    }

    /** The members of a type. */
    private record Options(Value.Row row, String path) {

        ArrowType type(int children) {
            String name = text("name", "");
            for (ArrowType.Plain plain : ArrowType.Plain.values()) {
                if (plain.text().equals(name)) {
                    return plain;
                }
            }
            return switch (name) {
                case "int" -> new ArrowType.Int(oneOf("bitWidth", 32, 8, 16, 32, 64), bool("isSigned", true));
                case "floatingpoint" -> new ArrowType.Floating(16 << choice("precision", PRECISIONS));
                case "decimal" ->
                    new ArrowType.Decimal(
                            (int) number("precision", 38),
                            (int) number("scale", 0),
                            oneOf("bitWidth", 128, 32, 64, 128, 256));
                case "date" -> new ArrowType.Date(choice("unit", DATE_UNITS) == 0);
                case "time" -> new ArrowType.Time(ArrowType.UNITS.get(choice("unit", UNITS)));
                case "timestamp" ->
                    new ArrowType.Timestamp(ArrowType.UNITS.get(choice("unit", UNITS)), text("timezone", ""));
                case "interval" -> new ArrowType.Interval(ArrowType.Interval.KINDS.get(choice("unit", INTERVALS)));
                case "union" -> new ArrowType.Union(choice("mode", MODES) == 1, ids(children));
                case "fixedsizebinary" -> new ArrowType.FixedBinary(notNegative("byteWidth"));
                case "fixedsizelist" -> new ArrowType.FixedList(notNegative("listSize"));
                case "map" -> new ArrowType.MapType(bool("keysSorted", false));
                case "duration" -> new ArrowType.Duration(ArrowType.UNITS.get(choice("unit", UNITS)));
                default -> throw wrong("there is no type \"" + name + "\"");
            };
        }

        String text(String member, String otherwise) {
            return row.get(member) instanceof Value.Text text ? text.value() : otherwise;
        }

        boolean bool(String member, boolean otherwise) {
            return row.get(member) instanceof Value.Bool bool ? bool.value() : otherwise;
        }

        long number(String member, long otherwise) {
            return row.get(member) instanceof Value.Int number ? number.value() : otherwise;
        }

        int notNegative(String member) {
            long number = number(member, -1);
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw wrong("\"" + member + "\" should be a number from 0 on");
            }
            return (int) number;
        }

        int oneOf(String member, int otherwise, int... allowed) {
            long number = number(member, otherwise);
            for (int each : allowed) {
                if (each == number) {
                    return each;
                }
            }
            throw wrong("\"" + member + "\" cannot be " + number);
        }

        int choice(String member, List<String> names) {
            int index = names.indexOf(text(member, "").toUpperCase(Locale.ROOT));
            if (index < 0) {
                throw wrong("\"" + member + "\" should be one of " + names);
            }
            return index;
        }

        List<Integer> ids(int children) {
            List<Integer> ids = new ArrayList<>();
            if (row.get("typeIds") instanceof Value.Array array) {
                for (Value each : array.values()) {
                    int id = each instanceof Value.Int number ? (int) number.value() : -1;
                    if (id < 0 || id > 127 || ids.contains(id)) {
                        throw wrong("\"typeIds\" should be different numbers from 0 to 127");
                    }
                    ids.add(id);
                }
            } else {
                for (int i = 0; i < children; i++) {
                    ids.add(i);
                }
            }
            return List.copyOf(ids);
        }

        WharfException wrong(String reason) {
            return ArrowSchema.unusable("column " + path + ": " + reason);
        }
    }

    static String write(ArrowSchema schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fields", schema.columns().stream().map(SchemaJson::of).toList());
        put(json, schema.row().metadata());
        return PlainJson.pretty(json);
    }

    private static Map<String, Object> of(ArrowField field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("nullable", field.nullable());
        json.put("type", of(field.type()));
        ArrowField.Encoding dictionary = field.dictionary();
        if (dictionary != null) {
            Map<String, Object> encoding = new LinkedHashMap<>();
            encoding.put("id", dictionary.id());
            encoding.put("indexType", of(dictionary.index()));
            encoding.put("isOrdered", dictionary.ordered());
            json.put("dictionary", encoding);
        }
        json.put("children", field.children().stream().map(SchemaJson::of).toList());
        put(json, field.metadata());
        return json;
    }

    private static void put(Map<String, Object> json, Map<String, String> metadata) {
        if (!metadata.isEmpty()) {
            List<Map<String, String>> pairs = new ArrayList<>();
            metadata.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
            json.put("metadata", pairs);
        }
    }

    private static Map<String, Object> of(ArrowType type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", type.text());
        switch (type) {
            case ArrowType.Plain plain -> {}
            case ArrowType.Int number -> {
                json.put("bitWidth", number.bits());
                json.put("isSigned", number.signed());
            }
            case ArrowType.Floating number -> json.put("precision", PRECISIONS.get(number.bits() / 32));
            case ArrowType.Decimal decimal -> {
                json.put("precision", decimal.precision());
                json.put("scale", decimal.scale());
                json.put("bitWidth", decimal.bits());
            }
            case ArrowType.Date date -> json.put("unit", DATE_UNITS.get(date.days() ? 0 : 1));
            case ArrowType.Time time -> {
                json.put("unit", UNITS.get(ArrowType.UNITS.indexOf(time.unit())));
                json.put("bitWidth", time.bits());
            }
            case ArrowType.Timestamp time -> {
                json.put("unit", UNITS.get(ArrowType.UNITS.indexOf(time.unit())));
                putZone(json, time.zone());
            }
            case ArrowType.Interval interval ->
                json.put("unit", INTERVALS.get(ArrowType.Interval.KINDS.indexOf(interval.unit())));
            case ArrowType.Union union -> {
                json.put("mode", MODES.get(union.dense() ? 1 : 0));
                json.put("typeIds", union.ids());
            }
            case ArrowType.FixedBinary binary -> json.put("byteWidth", binary.width());
            case ArrowType.FixedList list -> json.put("listSize", list.size());
            case ArrowType.MapType map -> json.put("keysSorted", map.sortedKeys());
            case ArrowType.Duration time -> json.put("unit", UNITS.get(ArrowType.UNITS.indexOf(time.unit())));
        }
        return json;
    }

    private static void putZone(Map<String, Object> json, String zone) {
        if (!zone.isEmpty()) {
            json.put("timezone", zone);
        }
    }
}
