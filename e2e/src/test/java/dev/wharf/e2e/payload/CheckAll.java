package dev.wharf.e2e.payload;

import dev.wharf.large.IncomingPayload;
import dev.wharf.large.PayloadConsumer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads all payloads of a topic, and says whether they are what {@link SendOne} sends: BROKERS TOPIC PLACE BYTES. */
public final class CheckAll {
    private static final int BUFFER = 1 << 16;

    private CheckAll() {}

    /** The program. */
    public static void main(String[] args) throws Exception {
        long length = Long.parseLong(args[3]);
        var settings = SendOne.settings(args[0], args[2], Map.of()).group("check-" + UUID.randomUUID());
        int whole = 0;
        try (PayloadConsumer consumer = PayloadConsumer.open(settings, args[1])) {
            // The first takes as long as it takes to join the group.
            Optional<IncomingPayload> record = consumer.poll(Duration.ofMinutes(1));
            while (record.isPresent()) {
                try (InputStream in = record.get().payload().open()) {
                    if (!isWhole(in, length)) {
                        throw new IllegalStateException(record.get().position() + " is not what was sent");
                    }
                }
                whole++;
                record = consumer.poll(Duration.ofSeconds(1));
            }
        }
        System.out.println("whole " + whole);
    }

    /** Whether these are those bytes, all of them. */
    public static boolean isWhole(InputStream in, long length) throws IOException {
        InputStream expected = new SendOne.Bytes(length);
        byte[] buffer = new byte[BUFFER];
        byte[] wanted = new byte[BUFFER];
        int count = in.readNBytes(buffer, 0, BUFFER);
        while (count > 0) {
            int same = expected.readNBytes(wanted, 0, count);
            if (same != count || !Arrays.equals(buffer, 0, count, wanted, 0, count)) {
                return false;
            }
            count = in.readNBytes(buffer, 0, BUFFER);
        }
        return expected.read() < 0;
    }
}
