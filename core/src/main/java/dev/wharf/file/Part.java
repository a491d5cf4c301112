package dev.wharf.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The hidden file that a whole file is written to, before it has its name. For one thread. */
interface Part {
    Path path();

    /** Bytes in it. */
    long length();

    /** Takes some of the bytes, at least one; if it throws, it has taken none. Opens the file again where need be. */
    int append(ByteBuffer bytes) throws IOException;

    /** Forces everything to the disk. If that fails, nobody knows what is there. */
    void force() throws IOException;

    /** Lets go of the handle until it is needed again. */
    void suspend();

    /** Closes and removes it; it need not be there any more. */
    void remove() throws IOException;
}
