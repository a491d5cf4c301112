package dev.wharf.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines between its words. */
final class Wrapped {
    /** What fits a terminal that nobody has made wider. */
    static final int TERMINAL = 80;

    private Wrapped() {}

    /** Lines of at most so many characters; a word that is longer, a path say, stays whole. At least one line. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
