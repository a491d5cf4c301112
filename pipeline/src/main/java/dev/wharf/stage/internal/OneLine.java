package dev.wharf.stage.internal;

/** Writes a JSON text as one line: line breaks inside it can only be white space between its parts. */
final class OneLine {
    private static final byte[] SPACE = {' '};

    private OneLine() {}

    static void write(byte[] json, int offset, int length, RowsFormat.Target target) {
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                target.write(json, start, i - start);
                target.write(SPACE, 0, 1);
                start = i + 1;
            }
        }
        target.write(json, start, end - start);
    }
}
