package dev.wharf.cli;

import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code wharf produce} makes records of, and how. */
final class ProduceOptions {
    private static final byte[] LINE_FEED = {'\n'};

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "lines",
            description = "lines: a record a line, of any bytes; file: each file is one record; json: a record a line,"
                    + " as consume --format json writes it (default: ${DEFAULT-VALUE}).")
    private ProduceForm.Format format;

    @Option(
            names = "--delimiter",
            paramLabel = "TEXT",
            description = "What stands between records instead of a line feed; \\n, \\r, \\t, \\0 and \\xHH stand for"
                    + " bytes.")
    private @Nullable String delimiter;

    @Option(names = "--key", paramLabel = "TEXT", description = "The key of all records.")
    private @Nullable String key;

    @Option(names = "--key-delimiter", paramLabel = "TEXT", description = "Each line is a key, this, and a value.")
    private @Nullable String keyDelimiter;

    @Option(
            names = "--key-field",
            paramLabel = "FIELD",
            description = "The key is this field of the value, which is JSON.")
    private @Nullable String keyField;

    @Option(
            names = "--null",
            paramLabel = "TEXT",
            description = "A value or key that reads so is null, a tombstone; '' for an empty one.")
    private @Nullable String nullText;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header of all records. May be repeated.")
    private @Nullable List<String> headers;

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "The partition of all records (default: by key, else any).")
    private @Nullable Integer partition;

    @Option(names = "--keep-partition", description = "With json: the partition that each record names.")
    private boolean keepPartition;

    @Option(names = "--keep-timestamp", description = "With json: the timestamp that each record names.")
    private boolean keepTimestamp;

    @Option(
            names = "--max-expansion",
            paramLabel = "N",
            defaultValue = "" + ExpansionLimit.DEFAULT_TIMES,
            description = "How many times its size a compressed file may become (default: ${DEFAULT-VALUE}).")
    private long maxExpansion;

    @Option(names = "--no-expand", description = "Read compressed files (.gz, .zst, .lz4) as they are.")
    private boolean noExpand;

    @Option(
            names = "--skip",
            paramLabel = "N",
            defaultValue = "0",
            description = "Leave out the first N records of the input: they were sent before.")
    private long skip;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file that is one record, of any size, as it is. May be repeated.")
    private @Nullable List<String> whole;

    @Option(
            names = "--large",
            paramLabel = "WHERE",
            description = "Where files go that are too large for a record: chunks (through Kafka, in TOPIC.chunks),"
                    + " the name of a --store, or refuse (default: the store if there is one, else chunks).")
    private @Nullable String large;

    @Option(
            names = "--compression",
            paramLabel = "HOW",
            description = "How files are compressed that are too large for a record: none, zstd, gzip or lz4"
                    + " (default: none).")
    private @Nullable String compression;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ProduceOptions() {}

    /** Throws if there are problems. */
    static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
    }

    /** The files that are a record each, as they are. */
    List<String> whole() {
        return whole == null ? List.of() : whole;
    }

    /** What was said of payloads that are too large for a record. */
    Map<String, String> payloads() {
        Map<String, String> said = new LinkedHashMap<>();
        if (large != null) {
            said.put("payload.large", large);
        }
        if (compression != null) {
            said.put("payload.compression", compression);
        }
        return said;
    }

    /**
     * The form that they describe.
     *
     * @param problems gets what is wrong
     */
    ProduceForm form(List<String> problems) {
        checkTogether(problems);
        checkNumbers(problems);
        return new ProduceForm(
                format,
                delimiter == null ? LINE_FEED : Separator.parse("--delimiter", delimiter, problems),
                Optional.ofNullable(keyDelimiter).map(text -> Separator.parse("--key-delimiter", text, problems)),
                Optional.ofNullable(key).map(Payload::of),
                Optional.ofNullable(keyField),
                Optional.ofNullable(nullText).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                headers(problems),
                Optional.ofNullable(partition),
                keepPartition,
                keepTimestamp,
                Optional.empty());
    }

    private void checkTogether(List<String> problems) {
        boolean files = whole != null || format == ProduceForm.Format.FILE;
        onlyWith(files, large != null, "--large", problems);
        onlyWith(files, compression != null, "--compression", problems);
        if (whole != null) {
            format = ProduceForm.Format.FILE;
        }
        long keys = Stream.of(key, keyDelimiter, keyField)
                .filter(given -> given != null)
                .count();
        if (keys > 1) {
            problems.add("--key, --key-delimiter and --key-field say in several ways what the key is; keep one");
        }
        boolean lines = format == ProduceForm.Format.LINES;
        onlyWith(lines, delimiter != null, "--delimiter", problems);
        onlyWith(lines, keyDelimiter != null, "--key-delimiter", problems);
        onlyWith(lines, nullText != null, "--null", problems);
        boolean json = format == ProduceForm.Format.JSON;
        onlyWith(!json, key != null, "--key", problems);
        onlyWith(!json, keyField != null, "--key-field", problems);
        onlyWith(json, keepPartition, "--keep-partition", problems);
        onlyWith(json, keepTimestamp, "--keep-timestamp", problems);
        if (partition != null && keepPartition) {
            problems.add("--partition and --keep-partition exclude each other; remove one");
        }
    }

    private void onlyWith(boolean fits, boolean given, String option, List<String> problems) {
        if (given && !fits) {
            problems.add(option + " does not go with --format " + format.name().toLowerCase(Locale.ROOT)
                    + "; remove one of them");
        }
    }

    private void checkNumbers(List<String> problems) {
        if (skip < 0) {
            problems.add("--skip " + skip + " must not be negative");
        }
        if (maxExpansion < 1) {
            problems.add("--max-expansion " + maxExpansion + " must be at least 1");
        }
    }

    private List<Header> headers(List<String> problems) {
        List<Header> parsed = new ArrayList<>();
        for (String header : headers == null ? List.<String>of() : headers) {
            int equals = header.indexOf('=');
            if (equals <= 0) {
                problems.add(
                        "--header " + header + ": a header without its name, or without a value; write NAME=VALUE");
            } else {
                byte[] value = header.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
                parsed.add(new RecordHeader(header.substring(0, equals), value));
            }
        }
        return parsed;
    }

    long skip() {
        return skip;
    }

    /** How many times its size a compressed file may become; 0 where none is expanded. */
    long expansion() {
        return noExpand || whole != null ? 0 : maxExpansion;
    }

    /**
     * Checks the partition against what the topic has.
     *
     * @throws WharfException with {@code CONFIGURATION}
     */
    void checkPartition(String topic, int partitions) {
        if (partition != null && (partition < 0 || partition >= partitions)) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "--partition " + partition + " is not there: topic " + topic + " has " + partitions
                            + ", counted from 0");
        }
    }
}
