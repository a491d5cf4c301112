package dev.wharf.jsonschema;

/** To check a document takes more than a document of its length should. Caught where the check began. */
final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly(String text) {
        super(text, null, false, false); // no stack trace: it ends a check, and says nothing of a defect
    }
}
