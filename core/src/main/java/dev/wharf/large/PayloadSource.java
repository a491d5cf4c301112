package dev.wharf.large;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where the bytes of a payload to send come from. Opened once, on a thread of the producer; it may take any time. */
public interface PayloadSource {

    /**
     * The bytes; closed by whoever opens them.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;

    /** How many there will be, where that is known: fewer or more are then an error. */
    default OptionalLong length() {
        return OptionalLong.empty();
    }

    /** An array, which is not copied: do not change it before the payload is sent. */
    static PayloadSource of(byte[] bytes) {
        return new BytesSource(bytes);
    }

    /**
     * A file. One that shrinks or grows before it is read to its end is an error.
     *
     * @throws IOException if there is none
     */
    static PayloadSource of(Path file) throws IOException {
        return FileSource.of(file);
    }

    /** A stream of any length, read once and closed. */
    static PayloadSource of(InputStream stream) {
        return () -> stream;
    }
}
