package dev.wharf.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to a topic at a steady rate, on a thread of its own, and notes each in a ledger. An outage of the
 * broker does not stop it. Any thread may stop it and ask how far it is.
 */
public final class Generator implements AutoCloseable {
    private static final int AMOUNTS = 200;

    private final Load load;
    private final SendLedger ledger;
    private final Path ledgerFile;
    private final Producer<String, String> producer;
    private final Thread thread = Thread.ofPlatform().name("generator").unstarted(this::run);
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean stopping;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    private Generator(String brokers, Load load, Path ledgerFile) {
        this.load = load;
        this.ledgerFile = ledgerFile;
        this.ledger = SendLedger.create(ledgerFile);
        this.producer = new KafkaProducer<>(settings(brokers), new StringSerializer(), new StringSerializer());
    }

    /**
     * What a generator sends.
     *
     * @param total records at most
     * @param seed of keys and amounts
     * @param headers whether each record has headers, too
     */
    public record Load(String topic, int keys, int perSecond, long total, long seed, boolean headers) {

        /** Without headers. */
        public Load(String topic, int keys, int perSecond, long total, long seed) {
            this(topic, keys, perSecond, total, seed, false);
        }

        /** 200 keys, and a seed from the system property {@code wharf.seed} or the clock. */
        public static Load of(String topic, int perSecond, long total) {
            return new Load(topic, 200, perSecond, total, Long.getLong("wharf.seed", System.nanoTime()));
        }

        /** The same load with headers, among them one that comes twice and one that is null. */
        public Load withHeaders() {
            return new Load(topic, keys, perSecond, total, seed, true);
        }
    }

    /**
     * Starts sending.
     *
     * @param ledgerFile must not be there yet
     */
    public static Generator start(String brokers, Load load, Path ledgerFile) {
        System.out.println("generator: " + load);
        Generator generator = new Generator(brokers, load, ledgerFile);
        generator.thread.start();
        return generator;
    }

    private static Map<String, Object> settings(String brokers) {
        return Map.of(
                "bootstrap.servers",
                brokers,
                "linger.ms",
                5,
                // However long an outage is, the order stays and nothing is given up.
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                "max.block.ms",
                Duration.ofMinutes(10).toMillis(),
                "reconnect.backoff.max.ms",
                500);
    }

    private void run() {
        try {
            sendAll();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception cause) {
        if (!closed) {
            failure = cause;
        }
    }

    private void sendAll() {
        Random random = new Random(load.seed());
        long[] nextSeq = new long[load.keys()];
        long start = System.nanoTime();
        for (long id = 0; id < load.total() && !stopping; id++) {
            awaitTurn(id, start);
            int key = random.nextInt(load.keys());
            send(new Sent(id, "key-" + key, nextSeq[key]++, random.nextInt(AMOUNTS)));
        }
        if (!closed) {
            producer.flush();
        }
    }

    private void awaitTurn(long id, long startNanos) {
        long dueNanos = id * 1_000_000_000L / load.perSecond();
        while (System.nanoTime() - startNanos < dueNanos && !stopping) {
            Await.pause();
        }
    }

    private void send(Sent sent) {
        ledger.sending(sent);
        var unused = producer.send(record(sent), (metadata, refusal) -> {
            if (refusal == null) {
                ledger.acknowledged(sent.id(), metadata.partition(), metadata.offset());
                acknowledged.incrementAndGet();
            } else {
                failed(refusal);
            }
        });
    }

    private ProducerRecord<String, String> record(Sent sent) {
        Iterable<Header> headers = load.headers() ? sent.headers() : List.of();
        return new ProducerRecord<>(load.topic(), null, sent.key(), sent.value(), headers);
    }

    /** Records that Kafka has acknowledged. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Whether it still sends: the total is not reached and nobody has stopped it. */
    public boolean sending() {
        return thread.isAlive() && !stopping;
    }

    /** Stops sending, waits for the last acknowledgements, and gives the whole ledger. */
    public List<SendLedger.Entry> stop() {
        stopping = true;
        return awaitTotal();
    }

    /**
     * Waits until the total is sent and acknowledged, and gives the whole ledger.
     *
     * @throws AssertionError if anything could not be sent: what is missing in the ledger nobody would miss
     */
    public List<SendLedger.Entry> awaitTotal() {
        Await.until("the generator's last acknowledgement", Await.LIMIT, () -> !thread.isAlive());
        Exception cause = failure;
        if (cause != null) {
            throw new AssertionError("the generator failed", cause);
        }
        return SendLedger.read(ledgerFile);
    }

    @Override
    public void close() {
        stopping = true;
        closed = true;
        producer.close(Duration.ZERO);
        thread.interrupt();
        Await.until("the generator's end", Await.LIMIT, () -> !thread.isAlive());
        ledger.close();
    }
}
