package dev.wharf.cli;

import dev.wharf.client.Brokers;
import dev.wharf.devstack.DevKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.TopicUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lease on the embedded Kafka, if a command needs it. */
final class Embedded implements AutoCloseable {
    private final @Nullable DevKafka kafka;
    private final PrintWriter err;

    private Embedded(@Nullable DevKafka kafka, PrintWriter err) {
        this.kafka = kafka;
        this.err = err;
    }

    /** Starts it, or joins one that runs, and says so; does nothing where real brokers are meant. */
    static Embedded acquire(boolean wanted, Path folder, PrintWriter err) {
        if (!wanted) {
            return new Embedded(null, err);
        }
        DevKafka kafka = DevKafka.acquire(DevKafka.Settings.defaults().withFolder(folder));
        err.println("embedded Kafka at " + kafka.bootstrapServers() + ", data in " + kafka.folder());
        err.flush();
        return new Embedded(kafka, err);
    }

    /** Whether brokers given on a command line mean the embedded ones. */
    static boolean isMeant(@Nullable String brokers) {
        return brokers == null || brokers.equals(TopicUse.EMBEDDED);
    }

    /**
     * Checks brokers given on a command line.
     *
     * @throws WharfException with {@code CONFIGURATION} when they can be none
     */
    static void check(@Nullable String brokers) {
        if (brokers != null && !isMeant(brokers)) {
            Brokers.problem(brokers).ifPresent(text -> {
                throw new WharfException(ErrorCode.CONFIGURATION, "--brokers: " + text);
            });
        }
    }

    Optional<String> address() {
        return Optional.ofNullable(kafka).map(DevKafka::bootstrapServers);
    }

    /** Whatever failed then, the reason is that the broker is gone. */
    @Override
    public void close() {
        if (kafka != null) {
            if (kafka.ended().isDone()) {
                err.println("wharf: the embedded Kafka has ended: " + whyEnded(kafka.folder()));
                err.flush();
            }
            kafka.close();
        }
    }

    private static String whyEnded(Path folder) {
        try {
            if (Files.getFileStore(folder).getUsableSpace() == 0) {
                return "no space is left on the disk of " + folder + "; free some, or choose another folder (--data)";
            }
        } catch (IOException e) {
            return "its folder " + folder + " cannot be looked at: " + e.getMessage();
        }
        return folder.resolve("kafka.log") + " says why";
    }
}
