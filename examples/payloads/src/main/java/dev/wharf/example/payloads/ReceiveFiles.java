package dev.wharf.example.payloads;

import dev.wharf.large.IncomingPayload;
import dev.wharf.large.PayloadConsumer;
import dev.wharf.large.PayloadSettings;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Writes the payloads of a topic to files, each of which appears when it is whole and verified: TOPIC FOLDER COUNT */
public final class ReceiveFiles {
    private ReceiveFiles() {}

    /** The program. */
    public static void main(String[] args) throws Exception {
        receive(Settings.of(System.getenv()), args[0], Path.of(args[1]), Integer.parseInt(args[2]), System.out);
    }

    static void receive(PayloadSettings settings, String topic, Path folder, int count, PrintStream out)
            throws Exception {
        try (PayloadConsumer consumer = PayloadConsumer.open(settings, topic)) {
            int received = 0;
            while (received < count) {
                var record = consumer.poll(Duration.ofSeconds(1));
                if (record.isPresent()) {
                    write(record.get(), folder, out);
                    consumer.commit();
                    received++;
                }
            }
        }
    }

    private static void write(IncomingPayload record, Path folder, PrintStream out) throws IOException {
        Path file = folder.resolve(record.position());
        if (record.payload() instanceof Payload.Large large) {
            large.writeTo(file);
        } else {
            Files.write(file, record.payload().array());
        }
        out.println("record " + record.offset() + " has " + Files.size(file) + " bytes");
    }
}
