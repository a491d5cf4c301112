package dev.wharf.json;

import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;

/** Steps through the members of an object that was checked before. For one thread. */
public final class JsonMembers {
    private static final NameTable NO_NAMES = new Fields().table();
    private static final int[] NO_INDEX = {};

    private final byte[] buf;
    private final int to;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;

    /** Before the first member of the object that starts at {@code from} or behind whitespace there. */
    public JsonMembers(byte[] buf, int from, int to) {
        this.buf = buf;
        this.to = to;
        valueEnd = JsonScanner.skipSpace(buf, from, to) + 1;
    }

    /** Steps to the next member; false if there is none. */
    public boolean next() {
        int pos = JsonScanner.skipSpace(buf, valueEnd, to);
        if (buf[pos] == ',') {
            pos = JsonScanner.skipSpace(buf, pos + 1, to);
        }
        if (buf[pos] == '}') {
            return false;
        }
        nameStart = pos;
        nameEnd = ScanResult.position(JsonStrings.check(buf, pos + 1, to));
        valueStart = JsonScanner.afterColon(buf, nameEnd, to);
        valueEnd = ScanResult.position(JsonScanner.value(buf, valueStart, to, NO_NAMES, NO_INDEX));
        return true;
    }

    /** The name, without escapes. */
    public String name() {
        return JsonText.decode(buf, nameStart + 1, nameEnd - 1);
    }

    /** Where the name starts, at its quote. */
    int nameStart() {
        return nameStart;
    }

    /** Where the value starts. */
    public int valueStart() {
        return valueStart;
    }

    /** Behind the value; before the first step, behind the opening brace. */
    public int valueEnd() {
        return valueEnd;
    }
}
