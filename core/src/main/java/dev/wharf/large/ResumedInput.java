package dev.wharf.large;

import dev.wharf.failure.Backoff;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a payload, exactly as many bytes as its reference says. What breaks in the middle is opened again
 * where it broke, a few times without progress at the most. For one thread at a time.
 */
final class ResumedInput extends InputStream {
    private static final int ATTEMPTS = 5;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), 3, Duration.ofSeconds(5), 0.5);

    private final Opening opening;
    private final String at;
    private final long length;
    private long position;
    private int failures;
    private @Nullable InputStream in;

    /** Opens the stored form from a position on. */
    interface Opening {
        InputStream from(long position);
    }

    ResumedInput(Opening opening, String at, long length) {
        this.opening = opening;
        this.at = at;
        this.length = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
        if (count == 0) {
            return 0;
        }
        while (true) {
            try {
                int read = opened().read(buffer, offset, count);
                if (read < 0 && position == length) {
                    return -1;
                }
                if (read >= 0) {
                    return progress(read);
                }
                broken(new IOException("it ended early"));
            } catch (IOException e) {
                broken(e);
            } catch (StoreException e) {
                if (!e.retryable()) {
                    throw e;
                }
                broken(e);
            }
        }
    }

    private InputStream opened() {
        InputStream known = in;
        if (known == null) {
            known = opening.from(position);
            in = known;
        }
        return known;
    }

    private int progress(int read) {
        position += read;
        failures = 0;
        if (position > length) {
            throw new StoreException(
                    StoreFailure.TRUNCATED, at + " has more than the " + length + " bytes that the reference says");
        }
        return read;
    }

    /** Waits before the next attempt, or gives up. */
    private void broken(Exception cause) {
        close();
        failures++;
        if (failures >= ATTEMPTS) {
            throw cause instanceof StoreException known ? known : givenUp(cause);
        }
        try {
            Thread.sleep(BACKOFF.delay(failures, RandomGenerator.getDefault()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreFailure.UNAVAILABLE, "interrupted while reading " + at, e);
        }
    }

    private StoreException givenUp(Exception cause) {
        boolean shorter = "it ended early".equals(cause.getMessage());
        return new StoreException(
                shorter ? StoreFailure.TRUNCATED : StoreFailure.UNAVAILABLE,
                at + (shorter ? " has " + position : " cannot be read beyond " + position) + " of the " + length
                        + " bytes that the reference says: " + cause,
                cause);
    }

    @Override
    public void close() {
        InputStream known = in;
        in = null;
        if (known != null) {
            try {
                known.close();
            } catch (IOException e) {
                // What was read of it stays right, and nothing more is read.
            }
        }
    }
}
