package dev.wharf.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Asks whether to go on, where there is somebody to ask. */
final class Question {
    private Question() {}

    /** Whether standard error and standard input are terminals, as the launcher found them. */
    static boolean canAsk() {
        return Progress.onTerminal() && Boolean.getBoolean("wharf.terminal.in");
    }

    /** Whether the answer is yes; anything else is no. */
    static boolean confirmed(String question, PrintWriter err) {
        err.print(question + "? [y/N] ");
        err.flush();
        return answer().strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** One line from standard input, read byte by byte, so that nothing behind it is taken. */
    private static String answer() {
        StringBuilder answer = new StringBuilder();
        try {
            int next = System.in.read();
            while (next >= 0 && next != '\n') {
                answer.append((char) next);
                next = System.in.read();
            }
        } catch (IOException e) {
            return ""; // no answer is no consent
        }
        return answer.toString();
    }
}
