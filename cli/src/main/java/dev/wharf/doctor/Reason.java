package dev.wharf.doctor;

/** Why something failed, in a few words. */
final class Reason {
    private Reason() {}

    /** The text of the innermost cause, which says most; the kind where there is no text. */
    static String of(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String text = innermost.getMessage();
        boolean speaks = text != null && text.contains(" ");
        String kind = innermost.getClass().getSimpleName();
        return speaks ? text : text == null ? kind : kind + " " + text;
    }
}
