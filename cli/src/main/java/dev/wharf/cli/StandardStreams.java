package dev.wharf.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Standard input and output, for data.
 *
 * @param in standard input
 * @param out standard output, which tells when it cannot be written
 */
record StandardStreams(InputStream in, OutputStream out) {
    private static final String IN_IS_TERMINAL = "wharf.terminal.in";
    private static final String OUT_IS_TERMINAL = "wharf.terminal.out";

    /** Those of this process. Not {@code System.out}, which swallows errors: a full disk must be noticed. */
    static StandardStreams ofProcess() {
        return new StandardStreams(System.in, new FileOutputStream(FileDescriptor.out));
    }

    /** Whether somebody types what is read, as the launcher found it. */
    static boolean inIsTerminal() {
        return Boolean.getBoolean(IN_IS_TERMINAL);
    }

    /** Whether a terminal shows what is written, as the launcher found it. */
    static boolean outIsTerminal() {
        return Boolean.getBoolean(OUT_IS_TERMINAL);
    }
}
