package dev.wharf.http;

import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.InputStream;

/** Takes an answer into memory, up to a limit. */
record WholeAnswer(int maxBytes) implements AnswerReader<HttpAnswer> {

    /** The answer is longer than the limit. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(String text) {
            super(text);
        }
    }

    @Override
    public HttpAnswer read(HttpHead head, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes);
        if (bytes.length == maxBytes && body.read() >= 0) {
            throw new TooLong("the answer has more than " + maxBytes + " bytes");
        }
        return new HttpAnswer(head, inline(bytes));
    }

    static Payload.Inline inline(byte[] bytes) {
        return (Payload.Inline) Payload.of(bytes, 0, bytes.length);
    }

    @Override
    public boolean repeatable() {
        return true;
    }
}
