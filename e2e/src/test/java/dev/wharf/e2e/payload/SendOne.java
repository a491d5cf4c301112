package dev.wharf.e2e.payload;

import dev.wharf.client.ClientSettings;
import dev.wharf.large.OutgoingPayload;
import dev.wharf.large.PayloadProducer;
import dev.wharf.large.PayloadSettings;
import dev.wharf.large.PayloadSource;
import dev.wharf.store.StoreSettings;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Sends one payload of a length that is not known beforehand: BROKERS TOPIC URL-OR-chunks BYTES. */
public final class SendOne {
    private static final int CHUNK = 1 << 16;

    private SendOne() {}

    /** The program. */
    public static void main(String[] args) throws Exception {
        PayloadSettings settings = settings(args[0], args[2], Map.of("interceptor.classes", Stops.class.getName()));
        boolean transactional = "before-commit".equals(System.getProperty("stop.at"));
        PayloadProducer producer =
                transactional ? PayloadProducer.transactional(settings) : PayloadProducer.open(settings);
        if (transactional) {
            producer.beginTransaction();
        }
        long bytes = Long.parseLong(args[3]);
        var sent = producer.send(OutgoingPayload.to(args[1]).key("one").value(source(bytes)));
        System.out.println("sent " + sent.get(3, TimeUnit.MINUTES).hasOffset());
        if (transactional) {
            StandStill.at("before-commit");
            producer.commitTransaction();
        }
        producer.close();
    }

    /** Those of this program and of who reads what it sends. */
    public static PayloadSettings settings(String brokers, String place, Map<String, String> client) {
        PayloadSettings settings = PayloadSettings.of(new ClientSettings(brokers, client));
        return place.equals(PayloadSettings.CHUNKS)
                ? settings.writing(settings.writing().creatingChunkTopics())
                : settings.into(new StoreSettings("archive", place, Map.of()));
    }

    private static PayloadSource source(long bytes) {
        return () -> {
            StandStill.at("before-upload");
            return new Bytes(bytes);
        };
    }

    /** So many bytes, which follow from their place. */
    public static final class Bytes extends InputStream {
        private final byte[] block = new byte[CHUNK];
        private final long length;
        private long position;

        /** Of that length. */
        public Bytes(long length) {
            this.length = length;
            new Random(length).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        /** Each block is the same but for its number. */
        @Override
        public int read(byte[] buffer, int offset, int count) {
            if (position == length) {
                return -1;
            }
            int within = (int) (position % CHUNK);
            if (within == 0) {
                ByteBuffer.wrap(block).putLong(position);
            }
            int read = (int) Math.min(Math.min(count, CHUNK - within), length - position);
            System.arraycopy(block, within, buffer, offset, read);
            boolean middle = position < length / 2 && position + read >= length / 2;
            position += read;
            if (middle) {
                StandStill.at("between-parts");
            }
            return read;
        }
    }
}
