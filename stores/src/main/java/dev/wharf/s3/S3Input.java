package dev.wharf.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. Closed before their end, it cuts the connection instead of reading what is left, which may be
 * gigabytes. One thread at a time.
 */
final class S3Input extends InputStream {
    private final ResponseInputStream<GetObjectResponse> in;
    private final long length;
    private long position;
    private boolean closed;

    S3Input(ResponseInputStream<GetObjectResponse> in) {
        this.in = in;
        Long told = in.response().contentLength();
        this.length = told == null ? Long.MAX_VALUE : told;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        try {
            int found = in.read(bytes, offset, count);
            position = found < 0 ? length : position + found;
            return found;
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("the thread was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } catch (SdkException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (position == length) {
            in.close();
        } else {
            in.abort();
        }
    }
}
