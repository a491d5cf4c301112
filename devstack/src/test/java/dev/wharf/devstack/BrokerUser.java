package dev.wharf.devstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process that uses the shared broker of a folder until its standard input ends. */
final class BrokerUser {

    private BrokerUser() {}

    public static void main(String[] args) throws IOException {
        DevKafka.Settings settings = DevKafka.Settings.defaults()
                .withFolder(Path.of(args[0]))
                .withStartTimeout(Clients.LIMIT)
                .withLinger(Duration.ofMillis(Long.parseLong(args[1])));
        try (DevKafka kafka = DevKafka.acquire(settings)) {
            System.out.println("acquired " + kafka.pid());
            while (System.in.read() >= 0) {
                // Only the end counts.
            }
        }
    }
}
