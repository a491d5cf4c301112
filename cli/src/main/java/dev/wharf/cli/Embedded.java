package dev.wharf.cli;

import dev.wharf.client.Brokers;
import dev.wharf.devstack.DevKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.TopicUse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lease on the embedded Kafka, if a command needs it. */
final class Embedded implements AutoCloseable {
    private final @Nullable DevKafka kafka;

    private Embedded(@Nullable DevKafka kafka) {
        this.kafka = kafka;
    }

    /** Starts it, or joins one that runs, and says so; does nothing where real brokers are meant. */
    static Embedded acquire(boolean wanted, Path folder, PrintWriter err) {
        if (!wanted) {
            return new Embedded(null);
        }
        DevKafka kafka = DevKafka.acquire(DevKafka.Settings.defaults().withFolder(folder));
        err.println("embedded Kafka at " + kafka.bootstrapServers() + ", data in " + kafka.folder());
        err.flush();
        return new Embedded(kafka);
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

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
