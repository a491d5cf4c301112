package dev.wharf.registry;

/**
 * Which subjects somebody wants to see.
 *
 * @param context {@code *} for all
 * @param start of the names
 */
record Prefix(String context, String start) {
    /** Every subject of every context. */
    static final String EVERYTHING = ":*:";

    /** Reads {@code start}, {@code :.context:start} or {@code :*:start}. */
    static Prefix parse(String text, String context) {
        if (text.startsWith(EVERYTHING)) {
            return new Prefix("*", text.substring(EVERYTHING.length()));
        }
        SubjectName name = SubjectName.parse(text, context);
        return new Prefix(name.context(), name.name());
    }

    boolean matches(SubjectName subject) {
        return (context.equals("*") || context.equals(subject.context()))
                && subject.name().startsWith(start);
    }
}
