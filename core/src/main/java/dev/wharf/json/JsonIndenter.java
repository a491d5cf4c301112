package dev.wharf.json;

import dev.wharf.payload.ByteSink;

/** Rewrites the whitespace of well-formed JSON: a line for each member and element, two spaces a level. */
final class JsonIndenter {
    private static final byte[] SPACES = JsonText.ascii(" ".repeat(64));

    private final byte[] buf;
    private final int to;
    private final ByteSink sink;
    private int pos;
    private int depth;

    JsonIndenter(byte[] buf, int from, int to, ByteSink sink) {
        this.buf = buf;
        this.pos = from;
        this.to = to;
        this.sink = sink;
    }

    void run() {
        for (pos = JsonScanner.skipSpace(buf, pos, to); pos < to; pos = JsonScanner.skipSpace(buf, pos, to)) {
            switch (buf[pos]) {
                case '{', '[' -> open();
                case '}', ']' -> close();
                case ',' -> comma();
                case ':' -> colon();
                case '"' -> copy(ScanResult.position(JsonStrings.check(buf, pos + 1, to)));
                default -> copy(endOfScalar());
            }
        }
    }

    private void open() {
        byte open = buf[pos];
        pos = JsonScanner.skipSpace(buf, pos + 1, to);
        sink.write(open);
        if (pos < to && buf[pos] == open + 2) { // '{' and '}', '[' and ']' are two apart
            sink.write(buf[pos++]);
            return;
        }
        depth++;
        newLine();
    }

    private void close() {
        depth--;
        newLine();
        sink.write(buf[pos++]);
    }

    private void comma() {
        pos++;
        sink.write(',');
        newLine();
    }

    private void colon() {
        pos++;
        sink.write(':');
        sink.write(' ');
    }

    private void newLine() {
        sink.write('\n');
        for (int left = 2 * depth; left > 0; left -= SPACES.length) {
            sink.write(SPACES, 0, Math.min(left, SPACES.length));
        }
    }

    private void copy(int end) {
        sink.write(buf, pos, end - pos);
        pos = end;
    }

    private int endOfScalar() {
        int end = pos;
        while (end < to && buf[end] > ' ' && buf[end] != ',' && buf[end] != ']' && buf[end] != '}') {
            end++;
        }
        return end;
    }
}
