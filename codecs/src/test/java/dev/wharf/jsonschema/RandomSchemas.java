package dev.wharf.jsonschema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small schemas with keywords that meet each other, and documents that some of them take. Quotes are single ones. */
final class RandomSchemas {
    private static final List<String> TYPES =
            List.of("null", "boolean", "string", "integer", "number", "array", "object");
    private static final List<String> SCALARS =
            List.of("null", "true", "false", "'a'", "'ab'", "''", "0", "1", "2.5", "-3", "4.0");
    private static final List<String> NAMES = List.of("a", "b", "ab");

    private RandomSchemas() {}

    static String schema(Random random, int depth) {
        if (random.nextInt(12) == 0) {
            return random.nextInt(4) == 0 ? "false" : "true";
        }
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String member = member(random, depth);
            String name = member.substring(0, member.indexOf(':'));
            if (members.stream().noneMatch(known -> known.startsWith(name + ':'))) {
                members.add(member);
            }
        }
        return '{' + String.join(",", members) + '}';
    }

    /** A number in it is another then, or a keyword is gone. */
    static String changed(Random random, String schema) {
        return switch (random.nextInt(4)) {
            case 0 -> schema.replace("1", String.valueOf(1 + random.nextInt(3)));
            case 1 -> schema.replace("integer", "number");
            case 2 -> schema.replace("required", "unknown");
            default -> schema.replace("minimum", "exclusiveMinimum");
        };
    }

    private static String member(Random random, int depth) {
        int number = random.nextInt(4);
        return switch (random.nextInt(depth > 0 ? 23 : 12)) {
            case 0, 1 -> "'type':'" + TYPES.get(random.nextInt(TYPES.size())) + '\'';
            case 2 -> "'type':['" + TYPES.get(random.nextInt(3)) + "','" + TYPES.get(3 + random.nextInt(4)) + "']";
            case 3 -> "'enum':[" + scalar(random) + ',' + scalar(random) + "]";
            case 4 -> "'minimum':" + number;
            case 5 -> "'exclusiveMaximum':" + number;
            case 6 -> "'maxLength':" + number;
            case 7 -> "'minItems':" + number;
            case 8 -> "'required':['" + NAMES.get(random.nextInt(3)) + "']";
            case 9 -> "'maxProperties':" + number;
            case 10 -> "'multipleOf':" + (number + 1);
            case 11 -> "'uniqueItems':true";
            case 12, 13 -> "'properties':{'a':" + schema(random, depth - 1) + ",'b':" + schema(random, depth - 1) + '}';
            case 14 -> "'additionalProperties':" + schema(random, depth - 1);
            case 15 -> "'patternProperties':{'^a':" + schema(random, depth - 1) + '}';
            case 16 -> "'items':" + schema(random, depth - 1);
            case 17 -> "'prefixItems':[" + schema(random, depth - 1) + ']';
            case 18 -> "'anyOf':[" + schema(random, depth - 1) + ',' + schema(random, depth - 1) + ']';
            case 19 -> "'allOf':[" + schema(random, depth - 1) + ',' + schema(random, depth - 1) + ']';
            case 20 -> "'not':" + schema(random, depth - 1);
            case 21 -> "'dependentRequired':{'a':['b']}";
            default -> "'unevaluatedProperties':" + schema(random, depth - 1);
        };
    }

    private static String scalar(Random random) {
        return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    static List<String> documents(Random random) {
        List<String> documents = new ArrayList<>(SCALARS);
        for (int i = 0; i < 20; i++) {
            documents.add(value(random, 2));
        }
        return documents;
    }

    private static String value(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return scalar(random);
        }
        List<String> parts = new ArrayList<>();
        boolean array = random.nextBoolean();
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                parts.add((array ? "" : '\'' + name + "':") + value(random, depth - 1));
            }
        }
        return array ? '[' + String.join(",", parts) + ']' : '{' + String.join(",", parts) + '}';
    }
}
