package dev.wharf.http;

import java.io.IOException;
import java.io.OutputStream;

/** What is sent with a call. It writes itself, so that one of any length needs no memory. */
public interface HttpBody {

    /** Its media type, such as {@code application/json}. */
    String contentType();

    /** In bytes; -1 where it is not known beforehand. */
    long length();

    /** Whether it can be written more than once, which a further attempt needs. */
    boolean repeatable();

    /** Writes the whole; the stream is not to be closed. */
    void writeTo(OutputStream out) throws IOException;

    /** Bytes in memory. The array is given away. */
    static HttpBody of(byte[] bytes, String contentType) {
        return new HttpBody() {
            @Override
            public String contentType() {
                return contentType;
            }

            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public boolean repeatable() {
                return true;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
