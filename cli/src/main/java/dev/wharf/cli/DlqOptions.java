package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands about dead letters have in common: where these are. */
final class DlqOptions {
    private static final String FILE = "file:";
    private static final String TOPIC = "topic:";

    @Parameters(
            index = "0",
            paramLabel = "TOPIC-OR-FILE",
            description = "A file if there is one of that name, else a topic; file:PATH and topic:NAME leave no doubt.")
    private String place;

    @Mixin
    private ClientOptions client;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DlqOptions() {}

    /** What is done with dead letters, and with the cluster where that matters. */
    interface Work {
        /** Gives the exit code. */
        int on(DlqSource source, ClientSettings cluster);
    }

    /**
     * Opens the topic or the file.
     *
     * @param sends whether a cluster is needed for a file, too
     */
    int open(boolean sends, PrintWriter err, Work work) {
        ClientSettings settings = client.settings();
        Optional<Path> file = file();
        try (Embedded kafka = client.embedded(sends || file.isEmpty(), err)) {
            ClientSettings cluster = kafka.address().map(settings::at).orElse(settings);
            try (DlqSource source = file.isPresent() ? new DlqFile(file.get()) : DlqTopic.open(cluster, topic())) {
                return work.on(source, cluster);
            }
        }
    }

    private Optional<Path> file() {
        if (place.startsWith(FILE)) {
            Path path = path(place.substring(FILE.length()));
            if (!Files.isRegularFile(path)) {
                throw wrong(
                        Files.isDirectory(path)
                                ? path + " is a folder, not a file"
                                : "there is no file " + path + " (looked for at " + path.toAbsolutePath() + ")");
            }
            return Optional.of(path);
        }
        boolean topic = place.startsWith(TOPIC) || !Files.isRegularFile(path(place));
        if (topic && !Topics.isName(topic())) {
            throw wrong(place + " is no file that is there, and cannot be the name of a topic");
        }
        return topic ? Optional.empty() : Optional.of(path(place));
    }

    private String topic() {
        return place.startsWith(TOPIC) ? place.substring(TOPIC.length()) : place;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(text + " is no path: " + e.getReason());
        }
    }

    private static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }
}
