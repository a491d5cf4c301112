package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.Option;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of a schema in its binary form, as its text writes them. Those of other files' extensions are left out. */
final class DescriptorOptions {
    private DescriptorOptions() {}

    /** Those of a file, a message, an enumeration, and so on. */
    static List<Option> of(Value.Row row) {
        List<Option> options = new ArrayList<>();
        if (row.get("options") instanceof Value.Row set) {
            add(set, "", options);
        }
        return options;
    }

    /** Those of a field, and what its text writes like an option. */
    static List<Option> ofField(Value.Row field, @Nullable FieldType type) {
        List<Option> options = new ArrayList<>();
        if (field.get("default_value") instanceof Value.Text text) {
            options.add(new Option("default", defaultValue(text.value(), type)));
        }
        String jsonName = DescriptorReader.text(field, "json_name");
        if (!jsonName.isEmpty() && !jsonName.equals(JsonNames.camelCase(DescriptorReader.text(field, "name")))) {
            options.add(new Option("json_name", ProtoStrings.quote(jsonName)));
        }
        options.addAll(of(field));
        return options;
    }

    /** Bytes have escapes already. */
    private static String defaultValue(String text, @Nullable FieldType type) {
        if (type == FieldType.STRING) {
            return ProtoStrings.quote(text);
        }
        return type == FieldType.BYTES ? escaped(text) : word(text);
    }

    /** A number or a symbol. */
    private static String word(String text) {
        ProtoLexer lexer = new ProtoLexer(text.startsWith("-") ? text.substring(1) : text);
        boolean whole = text.equals(lexer.word()) || text.equals("-" + lexer.word());
        if (!whole || lexer.kind() == ProtoLexer.Kind.SIGN || lexer.kind() == ProtoLexer.Kind.END) {
            throw ProtoLexer.error(ProtoTree.Place.NONE, "a default is neither a number nor a name");
        }
        return text;
    }

    /** Through the lexer, so that it is written as a text of the schema would be. */
    private static String escaped(String text) {
        return ProtoStrings.quote(new ProtoLexer("\"" + text + "\"").word());
    }

    private static void add(Value.Row set, String prefix, List<Option> options) {
        for (int i = 0; i < set.shape().size(); i++) {
            String name = prefix + set.shape().names().get(i);
            if (name.equals("map_entry")) {
                continue;
            }
            switch (set.values().get(i)) {
                case Value.Row features -> add(features, name + ".", options);
                case Value.Text text -> options.add(new Option(name, ProtoStrings.quote(text.value())));
                case Value.Bool bool -> options.add(new Option(name, String.valueOf(bool.value())));
                case Value.Symbol symbol -> options.add(new Option(name, symbol.value()));
                case Value.Int number -> options.add(new Option(name, String.valueOf(number.value())));
                default -> {
                    // absent, or of a kind that no option has
                }
            }
        }
    }
}
