package dev.wharf.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body of ours as the client wants it. */
final class BodyEntity extends AbstractHttpEntity {
    private final HttpBody body;

    BodyEntity(HttpBody body) {
        super(ContentType.parse(body.contentType()), null, body.length() < 0);
        this.body = body;
    }

    @Override
    public boolean isRepeatable() {
        return body.repeatable();
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    /** Bodies are written, not read. */
    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("a body writes itself");
    }

    @Override
    public void close() {}
}
