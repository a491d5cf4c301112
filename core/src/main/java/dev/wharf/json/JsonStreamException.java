package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;

/**
 * An element or a line of a {@link JsonStream} that is no JSON document (MALFORMED) or too long to be one
 * (TOO_LARGE). The text starts with line and column, such as {@code 3:17: a colon should stand here}, so that a file
 * name can go before it.
 */
public final class JsonStreamException extends WharfException {
    private static final long serialVersionUID = 1L;

    private final transient JsonStream.Position position;
    private final transient byte[] line;

    JsonStreamException(ErrorCode code, String reason, JsonStream.Position position, byte[] line) {
        super(code, position.line() + ":" + position.column() + ": " + reason + " (columns count bytes)");
        this.position = position;
        this.line = line;
    }

    /** Where it shows. */
    public JsonStream.Position position() {
        return position;
    }

    /**
     * The malformed line without its line end; empty in an array, where nobody can tell how far the damage goes, and
     * for TOO_LARGE.
     */
    public byte[] line() {
        return line.clone();
    }
}
