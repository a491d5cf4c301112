package dev.wharf.doctor;

/** Why something failed, in a few words. */
final class Reason {
    private Reason() {}

    /** The text of the innermost cause, which says most; the kind where there is no text. */
    static String of(Throwable failure) {
        Throwable innermost = failure;
        Throwable cause = failure.getCause();
        while (cause != null) {
            innermost = cause;
            cause = cause.getCause();
        }
        String kind = innermost.getClass().getSimpleName();
        String text = innermost.getMessage();
        if (text == null) {
            return kind;
        }
        return text.contains(" ") ? text : kind + " " + text;
    }
}
