package dev.wharf.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A command that was run in this process with data on its standard input, and the bytes that it printed. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Piped(int exitCode, byte[] out, String err) {
    /** The command line, with blanks between its words. */
    static Piped line(String in, String line, String... more) {
        return bytes(in.getBytes(StandardCharsets.UTF_8), line, more);
    }

    static Piped bytes(byte[] in, String line, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ran ran = run(new ByteArrayInputStream(in), out, line, more);
        return new Piped(ran.exitCode(), out.toByteArray(), ran.err());
    }

    /** The same with streams of the caller's. */
    static Ran run(InputStream in, OutputStream out, String line, String... more) {
        String[] words = line.split(" ", -1);
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Ran.with(new StandardStreams(in, out), all);
    }

    String text() {
        return new String(out, StandardCharsets.UTF_8);
    }
}
