package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of one dead letter, as it was typed.
 *
 * @param text what was typed
 * @param name the topic or the file, if it was typed too, or an empty text
 * @param partition of a topic, or -1 for a line of a file
 * @param position offset or line
 */
record DlqPlace(String text, String name, int partition, long position) {
    private static final Pattern IN_TOPIC = Pattern.compile("(?:(.*)-)?(\\d{1,9})@(\\d{1,18})");
    private static final Pattern IN_FILE = Pattern.compile("(?:(.*):)?(\\d{1,18})");

    /**
     * The place at PARTITION@OFFSET, or in a line; also as the commands print it, with the topic or the file.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is neither
     */
    static DlqPlace of(String text) {
        Matcher inTopic = IN_TOPIC.matcher(text);
        if (inTopic.matches()) {
            return new DlqPlace(
                    text, name(inTopic), Integer.parseInt(inTopic.group(2)), Long.parseLong(inTopic.group(3)));
        }
        Matcher inFile = IN_FILE.matcher(text);
        if (inFile.matches()) {
            return new DlqPlace(text, name(inFile), -1, Long.parseLong(inFile.group(2)));
        }
        throw wrong(text, "is no place; write PARTITION@OFFSET for a topic, or the number of a line for a file");
    }

    private static String name(Matcher parts) {
        return parts.group(1) == null ? "" : parts.group(1);
    }

    boolean inTopic() {
        return partition >= 0;
    }

    /** Checks that it can be one of this source. */
    void checkIn(String source, boolean topic) {
        if (topic != inTopic()) {
            throw wrong(
                    text,
                    topic
                            ? "is the line of a file; in topic " + source + " write PARTITION@OFFSET"
                            : "is a place in a topic; in file " + source + " write the number of a line");
        }
        if (!name.isEmpty() && !name.equals(source)) {
            throw wrong(text, "is not in " + source);
        }
    }

    /** The error of a place where there is nothing. */
    WharfException nothingThere(String whatThereIs) {
        return wrong(text, "holds no dead letter; " + whatThereIs);
    }

    private static WharfException wrong(String text, String what) {
        return new WharfException(ErrorCode.CONFIGURATION, "--at " + text + " " + what);
    }
}
