package dev.wharf.benchmarks;

import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A real Kafka broker on a fresh folder, until standard input ends. Prints {@link #READY} and its address once it
 * serves.
 */
public final class BrokerMain {
    static final String READY = "ready ";

    private BrokerMain() {}

    /** Takes the data folder as its only argument. */
    public static void main(String... args) throws IOException {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().dataFolder(Path.of(args[0])).start()) {
            System.out.println(READY + kafka.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
