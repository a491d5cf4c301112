package dev.wharf.e2e.payload;

import dev.wharf.large.IncomingPayload;
import dev.wharf.large.PayloadConsumer;
import dev.wharf.payload.Payload;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Reads one payload into a file: BROKERS TOPIC URL-OR-chunks FILE. */
public final class ReadOne {
    private static final int MIDDLE = 1_000;

    private ReadOne() {}

    /** The program. */
    public static void main(String[] args) throws Exception {
        var settings = SendOne.settings(args[0], args[2], Map.of("session.timeout.ms", "6000"))
                .group("readers");
        try (PayloadConsumer consumer = PayloadConsumer.open(settings, args[1])) {
            IncomingPayload record = null;
            while (record == null) {
                record = consumer.poll(Duration.ofSeconds(1)).orElse(null);
            }
            if ("while-reading".equals(System.getProperty("stop.at"))) {
                readSome(record.payload());
            }
            if (record.payload() instanceof Payload.Large large) {
                large.writeTo(Path.of(args[3]));
            } else {
                Files.write(Path.of(args[3]), record.payload().array());
            }
            consumer.commit();
            System.out.println("read " + record.position());
        }
    }

    private static void readSome(Payload payload) throws Exception {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = payload.open()) {
            for (int i = 0; i < MIDDLE; i++) {
                var unused = in.read(buffer);
            }
            StandStill.at("while-reading");
        }
    }
}
