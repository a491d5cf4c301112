package dev.wharf.cli;

import java.io.PrintWriter;

/** A writer that remembers whether anything was printed. */
final class Watched extends PrintWriter {
    private boolean used;

    Watched(PrintWriter to) {
        super(to, true);
    }

    boolean used() {
        return used;
    }

    @Override
    public void write(int character) {
        used = true;
        super.write(character);
    }

    @Override
    public void write(char[] characters, int from, int length) {
        used = true;
        super.write(characters, from, length);
    }

    @Override
    public void write(String text, int from, int length) {
        used = true;
        super.write(text, from, length);
    }
}
