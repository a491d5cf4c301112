package dev.wharf.protobuf;

/** The names that fields have in Protobuf's own JSON. */
final class JsonNames {
    private JsonNames() {}

    /** What the option {@code json_name} says, or else the name in camel case. */
    static String of(ProtoTree.Field field) {
        return ProtoTree.option(field.options(), "json_name")
                .map(ProtoTree.Option::textValue)
                .orElseGet(() -> camelCase(field.name()));
    }

    static String camelCase(String name) {
        StringBuilder text = new StringBuilder(name.length());
        boolean up = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                up = true;
            } else {
                text.append(up && c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
                up = false;
            }
        }
        return text.toString();
    }
}
