package dev.wharf.avro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Random changes to a schema, most of which its readers bear. */
final class Evolution {
    private final Random random;
    private final IdentityHashMap<Schema, Schema> changed = new IdentityHashMap<>();
    private int names;

    Evolution(Random random) {
        this.random = random;
    }

    Schema of(Schema schema) {
        Schema known = changed.get(schema);
        if (known != null) {
            return known;
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> enumeration(schema);
            case ARRAY -> Schema.createArray(of(schema.getElementType()));
            case MAP -> Schema.createMap(of(schema.getValueType()));
            case UNION -> union(schema);
            case FIXED -> fixed(schema);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> promoted(schema);
        };
    }

    private boolean rarely() {
        return random.nextInt(8) == 0;
    }

    private Schema promoted(Schema schema) {
        if (schema.getLogicalType() != null || !rarely()) {
            return schema;
        }
        Schema.Type type = switch (schema.getType()) {
            case INT -> random.nextBoolean() ? Schema.Type.LONG : Schema.Type.DOUBLE;
            case LONG -> random.nextBoolean() ? Schema.Type.FLOAT : Schema.Type.DOUBLE;
            case FLOAT -> Schema.Type.DOUBLE;
            case STRING -> Schema.Type.BYTES;
            case BOOLEAN -> rarely() ? Schema.Type.INT : Schema.Type.BOOLEAN;
            default -> schema.getType();
        };
        return Schema.create(type);
    }

    private Schema union(Schema schema) {
        List<Schema> branches = new ArrayList<>();
        schema.getTypes().forEach(branch -> branches.add(of(branch)));
        if (rarely()) {
            Collections.shuffle(branches, random);
        }
        if (rarely() && branches.size() > 1) {
            branches.remove(0);
        }
        List<Schema> distinct = new ArrayList<>();
        for (Schema branch : branches) {
            boolean twice =
                    distinct.stream().anyMatch(other -> Words.typeName(other).equals(Words.typeName(branch)));
            if (!twice) {
                distinct.add(branch);
            }
        }
        return Schema.createUnion(distinct);
    }

    private Schema enumeration(Schema schema) {
        List<String> symbols = new ArrayList<>(schema.getEnumSymbols());
        if (rarely()) {
            Collections.shuffle(symbols, random);
        }
        if (rarely()) {
            symbols.remove(0);
        }
        symbols.add("NEW");
        String fallback = random.nextBoolean() ? "NEW" : null;
        Schema made = Schema.createEnum(schema.getName(), null, schema.getNamespace(), symbols, fallback);
        changed.put(schema, made);
        return made;
    }

    private Schema fixed(Schema schema) {
        Schema made = Schema.createFixed(schema.getName(), null, schema.getNamespace(), schema.getFixedSize());
        if (schema.getLogicalType() != null) {
            schema.getLogicalType().addToSchema(made);
        }
        changed.put(schema, made);
        return made;
    }

    private Schema record(Schema schema) {
        boolean renamed = rarely();
        Schema made = Schema.createRecord(
                renamed ? schema.getName() + "Renamed" : schema.getName(), null, schema.getNamespace(), false);
        if (renamed) {
            made.addAlias(schema.getName(), schema.getNamespace());
        }
        changed.put(schema, made);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (!rarely()) {
                fields.add(field(field));
            }
        }
        if (rarely()) {
            fields.add(new Schema.Field("added" + names++, Schema.create(Schema.Type.STRING), null, "as default"));
        }
        if (rarely()) {
            Schema decimal = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
            fields.add(new Schema.Field("added" + names++, decimal, null, "\u0001"));
        }
        if (random.nextInt(40) == 0) {
            fields.add(new Schema.Field("required" + names++, Schema.create(Schema.Type.INT)));
        }
        if (rarely()) {
            Collections.shuffle(fields, random);
        }
        made.setFields(fields);
        return made;
    }

    private Schema.Field field(Schema.Field field) {
        Schema schema = of(field.schema());
        boolean nullable = rarely() && schema.getType() != Schema.Type.UNION && schema.getType() != Schema.Type.NULL;
        Schema type = nullable ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
        if (!rarely()) {
            return new Schema.Field(field.name(), type);
        }
        Schema.Field made = new Schema.Field(field.name() + "Renamed", type);
        made.addAlias(field.name());
        return made;
    }
}
