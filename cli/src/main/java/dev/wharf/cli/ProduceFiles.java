package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.large.OutgoingPayload;
import dev.wharf.large.PayloadProducer;
import dev.wharf.large.PayloadSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends whole files, each a record of any size, in their order, until all are sent, something fails, or somebody says
 * stop. One thread runs it; any may call {@link #stop}.
 */
final class ProduceFiles {
    private static final long LOOK_MS = 50;
    /** So many files are under way at the most: the producer bounds what they hold. */
    private static final int MOST_UNDER_WAY = 1_000;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

    private final PayloadSettings settings;
    private final String topic;
    private final ProduceForm form;
    private final ProduceTally tally;
    private final AtomicLong read = new AtomicLong();
    private final ArrayDeque<Sent> underWay = new ArrayDeque<>();
    private long ended;
    private volatile boolean stopped;

    private record Sent(String name, AtomicLong bytes, CompletableFuture<RecordMetadata> future) {}

    ProduceFiles(PayloadSettings settings, String topic, ProduceForm form, ProduceTally tally) {
        this.settings = settings;
        this.topic = topic;
        this.form = form;
        this.tally = tally;
    }

    /** Ends it in good order: what is not acknowledged after a few seconds is given up. */
    void stop() {
        stopped = true;
    }

    /** How many bytes of the files were read. */
    long bytesRead() {
        return read.get();
    }

    /** Runs; what became of it is in the tally. */
    void run(List<ProduceSource> sources, long skip) {
        ended = skip;
        try (PayloadProducer producer = PayloadProducer.open(settings)) {
            try {
                sources.stream().skip(skip).takeWhile(source -> wanted()).forEach(source -> send(producer, source));
                while (!underWay.isEmpty() && wanted()) {
                    awaitFirst();
                }
            } catch (WharfException e) {
                tally.fail(e);
            }
            if (ended < sources.size() && !tally.failed()) {
                tally.breakOff();
            }
            if (!tally.complete()) {
                producer.close(STOP_TIMEOUT);
            }
        }
        while (!underWay.isEmpty()) {
            awaitFirst(); // all of them have ended
        }
        tally.settledUpTo(ended + 1);
    }

    private boolean wanted() {
        return !stopped && !tally.failed();
    }

    private void send(PayloadProducer producer, ProduceSource source) {
        while (underWay.size() >= MOST_UNDER_WAY && wanted()) {
            awaitFirst();
        }
        AtomicLong bytes = new AtomicLong();
        OutgoingPayload record = OutgoingPayload.to(topic).value(() -> counting(source, bytes));
        if (form.key().isPresent()) {
            record = record.key(form.key().get());
        }
        if (form.partition().isPresent()) {
            record = record.partition(form.partition().get());
        }
        form.headers().forEach(record.headers()::add);
        tally.sent(source.name());
        underWay.add(new Sent(source.name(), bytes, producer.send(record)));
    }

    private InputStream counting(ProduceSource source, AtomicLong bytes) throws IOException {
        return new FilterInputStream(source.opening().open()) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                count(Math.max(0, count));
                return count;
            }

            private void count(int more) {
                bytes.addAndGet(more);
                read.addAndGet(more);
            }
        };
    }

    private void awaitFirst() {
        Sent first = underWay.element();
        try {
            var unused = first.future.get(LOOK_MS, TimeUnit.MILLISECONDS);
            tally.acknowledged(first.bytes.get());
            if (!tally.failed()) {
                ended++;
            }
            underWay.remove();
        } catch (TimeoutException e) {
            return; // not yet
        } catch (ExecutionException e) {
            underWay.remove();
            Exception cause = e.getCause() instanceof Exception known ? known : e;
            tally.fail(ProduceTally.named(first.name, cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(ErrorCode.UNAVAILABLE, "interrupted", e);
        }
    }
}
