package dev.wharf.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.deadletter.Recovery;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.FailureClassifier;
import dev.wharf.failure.InfrastructureFailure;
import dev.wharf.failure.OnError;
import dev.wharf.failure.PermanentFailure;
import dev.wharf.failure.TransientFailure;
import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.lane.Order;
import dev.wharf.loop.RecordFailure;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.trace.Tracing;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test plays the worker. */
@Timeout(120)
final class HandlerProcessorTest {
    private static final Decoding DECODING = new Decoding(JsonCodec.JSON, new Fields(), true);
    private static final long MILLI = 1_000_000;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Counts counts = new Counts();
    private final List<HandlerProcessor> open = new ArrayList<>();
    private long nextOffset;

    private record Nobody() implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {}

        @Override
        public void returned(WharfRecord record) {}
    }

    private HandlerProcessor processor(RecordHandler handler, OnError onError) {
        ErrorPolicy policy =
                new ErrorPolicy(onError, 3, HandlerRig.SOON, FailureClassifier.standard(), false, new Random(1));
        HandlerProcessor processor = new HandlerProcessor(
                "test",
                handler,
                new HandlerCall.Limits(Set.of("out"), 1_000),
                new HandlerCall.Traces(Tracing.NONE, new Tracing.Consumer("test", "test")),
                new HandlerProcessor.Concurrency(
                        new LaneSettings(Order.PARTITION, 4, Duration.ZERO, Duration.ZERO),
                        new LaneLimits(1_000, 1 << 20, 1_000, 1 << 20)),
                new Recovery("test", HandlerProcessor.STAGE, policy, null, null),
                new HandlerProcessor.Opened(null, new TopicWriter(producer, "out", 1, 1 << 20, new Nobody()), null),
                counts);
        open.add(processor);
        return processor;
    }

    @AfterEach
    void everythingIsAccountedFor() {
        open.forEach(HandlerProcessor::close);
        long out = counts.get(Counts.What.HANDLED)
                + counts.get(Counts.What.SKIPPED)
                + counts.get(Counts.What.DEAD_LETTERED)
                + counts.get(Counts.What.RETURNED);
        assertThat(out).isEqualTo(counts.get(Counts.What.IN));
    }

    private WharfRecord process(HandlerProcessor processor) {
        long offset = nextOffset++;
        Slice slice = new Slice(new Origin("in", 0), DECODING, offset, offset + 1);
        WharfRecord record = new WharfRecord(slice, offset, 0, Payload.NULL, Payload.of("v" + offset), null);
        processor.process(record);
        slice.handedOut();
        return record;
    }

    private static void work(HandlerProcessor processor, BooleanSupplier until) {
        long end = System.nanoTime() + HandlerRig.LIMIT.toNanos();
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("time left").isNegative();
            processor.await(MILLI);
            processor.tick();
        }
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(record -> HandlerRig.text(record.value()))
                .toList();
    }

    @Test
    void aRecordSettlesWhenEverythingSentForItIsAcknowledged() {
        HandlerProcessor processor = processor(
                (record, context) -> {
                    context.send("out", Payload.NULL, Payload.of("a"));
                    context.send("out", Payload.NULL, Payload.of("b"));
                },
                OnError.RETRY);
        WharfRecord record = process(processor);
        work(processor, () -> sent().size() == 2);

        producer.completeNext();
        assertThat(record.slice().isSettled()).isFalse();
        assertThat(counts.get(Counts.What.HANDLED)).isZero();
        producer.completeNext();
        assertThat(record.slice().isSettled()).isTrue();
        assertThat(processor.quiet()).isTrue();
        assertThat(counts.get(Counts.What.HANDLED)).isEqualTo(1);
        assertThat(counts.get(Counts.What.SENT)).isEqualTo(2);
    }

    @Test
    void anAttemptThatFailsSendsNothing() {
        HandlerProcessor processor = processor(
                (record, context) -> {
                    context.send("out", Payload.NULL, Payload.of("attempt " + context.attempt()));
                    if (context.attempt() < 3) {
                        throw new TransientFailure("again");
                    }
                },
                OnError.RETRY);
        process(processor);
        work(processor, () -> !sent().isEmpty());
        assertThat(sent()).containsExactly("attempt 3");
        producer.completeNext();
        assertThat(counts.get(Counts.What.HANDLED)).isEqualTo(1);
    }

    @Test
    void sendsThatFailAreSentAgainInTheirOrderBeforeOthers() {
        HandlerProcessor processor =
                processor((record, context) -> context.send("out", Payload.NULL, record.value()), OnError.RETRY);
        process(processor);
        process(processor);
        work(processor, () -> sent().size() == 2);
        producer.errorNext(new NetworkException("gone"));
        producer.errorNext(new NetworkException("gone"));
        processor.tick();
        assertThat(processor.ready()).isFalse();
        process(processor);
        work(processor, () -> sent().size() == 5);
        assertThat(sent()).containsExactly("v0", "v1", "v0", "v1", "v2");
        while (producer.completeNext()) {
            processor.tick();
        }
        assertThat(processor.quiet()).isTrue();
        assertThat(counts.get(Counts.What.HANDLED)).isEqualTo(3);
    }

    @Test
    void aRecordOfWhichOneSendIsSkippedIsSkipped() {
        HandlerProcessor processor = processor(
                (record, context) -> {
                    context.send("out", Payload.NULL, Payload.of("a"));
                    context.send("out", Payload.NULL, Payload.of("b"));
                },
                OnError.SKIP);
        WharfRecord record = process(processor);
        work(processor, () -> sent().size() == 2);
        producer.errorNext(new RecordTooLargeException("for the broker"));
        producer.completeNext();
        work(processor, processor::quiet);
        assertThat(record.slice().isSettled()).isTrue();
        assertThat(counts.get(Counts.What.SKIPPED)).isEqualTo(1);
        assertThat(counts.get(Counts.What.HANDLED)).isZero();
    }

    @Test
    void aContextTakesOnlyWhatCanBeSentAndOnlyInTime() {
        AtomicReference<HandlerContext> kept = new AtomicReference<>();
        HandlerProcessor processor = processor(
                (record, context) -> {
                    assertThatThrownBy(() -> context.send("other", Payload.NULL, Payload.NULL))
                            .hasMessageContaining("name it with sendsTo");
                    assertThatThrownBy(() -> context.send("out", Payload.NULL, Payload.of(new byte[2_000])))
                            .hasMessageContaining("larger than max.request.size = 1000");
                    kept.set(context);
                },
                OnError.STOP);
        process(processor);
        work(processor, processor::quiet);
        assertThat(counts.get(Counts.What.HANDLED)).isEqualTo(1);
        assertThatThrownBy(() -> kept.get().send("out", Payload.NULL, Payload.NULL))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStopReturnsWhatWasNotBegun() {
        CountDownLatch submitted = new CountDownLatch(1);
        HandlerProcessor processor = processor(
                (record, context) -> {
                    HandlerRig.await(submitted);
                    throw new PermanentFailure("no");
                },
                OnError.STOP);
        process(processor);
        process(processor);
        submitted.countDown();
        assertThatThrownBy(() -> work(processor, () -> false))
                .isInstanceOf(RecordFailure.class)
                .hasMessageContaining("record in-0@0: no");
        assertThat(processor.quiet()).isTrue();
        assertThat(counts.get(Counts.What.RETURNED)).isEqualTo(2);
    }

    /** What was held is gone, and with it what would have tried. */
    @Test
    void aFloodThatIsOverIsNoticedByTheNextRecord() {
        AtomicBoolean flood = new AtomicBoolean(true);
        HandlerProcessor processor = processor(
                (record, context) -> {
                    if (flood.get()) {
                        throw new InfrastructureFailure("away");
                    }
                },
                OnError.RETRY);
        process(processor);
        work(processor, () -> !processor.ready());
        processor.givingUp(origin -> true);
        processor.gaveUp(origin -> true);
        work(processor, processor::quiet);
        flood.set(false);

        work(processor, processor::ready);
        process(processor);
        work(processor, processor::quiet);
        assertThat(processor.ready()).isTrue();
        assertThat(counts.get(Counts.What.HANDLED)).isEqualTo(1);
    }
}
