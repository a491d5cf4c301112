package dev.wharf.registry;

import java.util.Comparator;

/**
 * A subject in its context. Without a name it stands for the context as a whole, as the place of a configuration; that
 * of the default context is the global one.
 *
 * @param context begins with a dot; {@code .} alone is the default one
 */
record SubjectName(String context, String name) implements Comparable<SubjectName> {
    static final String DEFAULT_CONTEXT = ".";
    static final SubjectName GLOBAL = new SubjectName(DEFAULT_CONTEXT, "");

    private static final Comparator<SubjectName> ORDER =
            Comparator.comparing(SubjectName::context).thenComparing(SubjectName::name);

    /** Reads {@code subject} or {@code :.context:subject}. */
    static SubjectName parse(String text) {
        return parse(text, DEFAULT_CONTEXT);
    }

    /**
     * The same, where a subject without a context belongs to the one given.
     *
     * @param context of the subject that speaks of it, or of the path that leads to it
     */
    static SubjectName parse(String text, String context) {
        if (!text.startsWith(":.")) {
            return new SubjectName(context, text);
        }
        int end = text.indexOf(':', 1);
        return end < 0
                ? new SubjectName(text.substring(1), "")
                : new SubjectName(text.substring(1, end), text.substring(end + 1));
    }

    /** The place whose configuration holds for the context. */
    SubjectName wholeContext() {
        return new SubjectName(context, "");
    }

    boolean isGlobal() {
        return equals(GLOBAL);
    }

    /** As clients write it: the context stands before the name unless it is the default one. */
    @Override
    public String toString() {
        return context.equals(DEFAULT_CONTEXT) ? name : ":" + context + ":" + name;
    }

    @Override
    public int compareTo(SubjectName other) {
        return ORDER.compare(this, other);
    }
}
