package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.IfExists;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code wharf consume} writes records, and where to. */
final class ConsumeWhere {
    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[] NOTHING = {};

    /** How a record is written. */
    enum Format {
        TEXT,
        JSON,
        RAW
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text: the value and a line feed; json: a line of JSON with everything, which produce"
                    + " --format json takes back; raw: the value alone (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--delimiter",
            paramLabel = "TEXT",
            description = "What goes behind each record instead; \\n, \\r, \\t, \\0 and \\xHH stand for bytes.")
    private @Nullable String delimiter;

    @Option(
            names = "--key-delimiter",
            paramLabel = "TEXT",
            description = "Write the key in front of the value, and this between them.")
    private @Nullable String keyDelimiter;

    @Option(names = "--null", paramLabel = "TEXT", description = "Write this for null (default: nothing).")
    private @Nullable String nullText;

    @Option(
            names = {"--output", "--out"},
            paramLabel = "PATH",
            description = "A file, which appears when it is whole, compressed by the end of its name; or a folder, with"
                    + " a slash behind it if it is not there yet, for a file a record.")
    private @Nullable String output;

    @Option(
            names = "--suffix",
            paramLabel = "TEXT",
            description = "With a folder: the end of the names TOPIC-PARTITION-OFFSET, such as .json.")
    private @Nullable String suffix;

    @Option(
            names = "--if-exists",
            paramLabel = "WHAT",
            description = "What to do if such a file is there: fail, number or replace (default: fail; number with a"
                    + " group).")
    private @Nullable IfExists ifExists;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ConsumeWhere() {}

    /**
     * Checks what was typed.
     *
     * @param problems gets what is wrong
     */
    void check(ConsumeWhat what, List<String> problems) {
        if (format == Format.JSON && (delimiter != null || keyDelimiter != null || nullText != null)) {
            problems.add("--delimiter, --key-delimiter and --null do not go with --format json, which says it all");
        }
        if (delimiter != null) {
            checkSeparator("--delimiter", delimiter, problems);
        }
        if (keyDelimiter != null) {
            checkSeparator("--key-delimiter", keyDelimiter, problems);
        }
        if (output == null) {
            if (suffix != null || ifExists != null) {
                problems.add((suffix != null ? "--suffix" : "--if-exists") + " goes with --output only");
            }
        } else {
            checkOutput(output, what, problems);
        }
    }

    private static void checkSeparator(String option, String text, List<String> problems) {
        byte[] unused = Separator.parse(option, text, problems);
    }

    private void checkOutput(String place, ConsumeWhat what, List<String> problems) {
        boolean group = what.group().isPresent();
        if (group && ifExists == IfExists.REPLACE) {
            problems.add("--if-exists replace does not go with --group: what is replaced would not come again");
        }
        try {
            Path path = Path.of(place);
            if (isFolder(place)) {
                checkFolder(path, problems);
            } else {
                checkFile(path, what.follow(), ifExists(group), problems);
            }
        } catch (InvalidPathException e) {
            problems.add("--output " + place + " is no path: " + e.getReason());
        }
    }

    private void checkFolder(Path path, List<String> problems) {
        if (suffix != null && (suffix.contains("/") || suffix.contains("\\") || suffix.indexOf('\0') >= 0)) {
            problems.add("--suffix " + suffix + " would lead out of the folder; it is the end of a file's name");
        }
        if (delimiter != null) {
            problems.add("--delimiter does not go with a folder, where each record has a file");
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            problems.add("--output " + path + "/ is a file");
        }
    }

    private void checkFile(Path path, boolean follow, IfExists policy, List<String> problems) {
        if (suffix != null) {
            problems.add("--suffix goes with a folder; write --output " + path + "/ if it is to be one");
        }
        if (follow) {
            problems.add("--output " + path + " appears when it is whole, and with --follow it never is; use > " + path
                    + ", or a folder");
        }
        if (Files.exists(path) && policy == IfExists.FAIL) {
            problems.add("--output " + path + " is there already; move it away, or add --if-exists number or replace");
        }
    }

    private static boolean isFolder(String place) {
        return place.endsWith("/") || Files.isDirectory(Path.of(place));
    }

    private IfExists ifExists(boolean group) {
        return ifExists != null ? ifExists : group ? IfExists.NUMBER : IfExists.FAIL;
    }

    /** Whether standard output gets the records. */
    boolean toStream() {
        return output == null;
    }

    /**
     * Opens it; only after {@link #check}.
     *
     * @param decoded whether values are shown as JSON, whatever their format is
     * @param tally gets what was written
     * @param stop called when nobody reads any more
     */
    ConsumeOutput open(StandardStreams streams, boolean group, boolean decoded, ConsumeTally tally, Runnable stop) {
        if (output == null) {
            RecordForm form = form(decoded, format == Format.RAW ? NOTHING : LINE_FEED);
            boolean shown = StandardStreams.outIsTerminal();
            return new ConsumeToStream(streams.out(), shown ? form.printable() : form, tally, stop);
        }
        Path path = Path.of(output);
        if (isFolder(output)) {
            String end = suffix == null ? "" : suffix;
            boolean bare = format != Format.JSON && !decoded && keyDelimiter == null;
            return new ConsumeToFolder(path, end, ifExists(group), form(decoded, NOTHING), bare, tally);
        }
        return new ConsumeToFile(
                path, ifExists(group), form(decoded, format == Format.RAW ? NOTHING : LINE_FEED), tally);
    }

    private RecordForm form(boolean decoded, byte[] usual) {
        if (format == Format.JSON) {
            return decoded ? RecordForm.decodedJson() : RecordForm.json();
        }
        return RecordForm.text(
                decoded,
                keyDelimiter == null ? null : parsed("--key-delimiter", keyDelimiter),
                nullText == null ? NOTHING : nullText.getBytes(StandardCharsets.UTF_8),
                delimiter == null ? usual : parsed("--delimiter", delimiter));
    }

    private static byte[] parsed(String option, String text) {
        List<String> problems = new ArrayList<>();
        byte[] bytes = Separator.parse(option, text, problems);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, problems.get(0));
        }
        return bytes;
    }
}
