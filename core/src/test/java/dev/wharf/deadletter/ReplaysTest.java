package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Dead letters go back as they were. */
final class ReplaysTest {
    private static final DeadLetterTopic TOPIC = new DeadLetterTopic("orders-dlq");
    private static final Replays HOME = new Replays(Optional.empty(), Replays.DEFAULT_LIMIT);

    private static ConsumerRecord<byte[], byte[]> deadLetter(RecordHeaders headers) {
        return Letters.delivered(TOPIC.record(Letters.letter("{}", headers)));
    }

    private static void assertRefused(ThrowingCallable replay, String reason) {
        assertThatThrownBy(replay)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageContaining(reason);
    }

    @Test
    void goesBackWhereItCameFromOrWhereItIsTold() {
        ProducerRecord<byte[], byte[]> sent = HOME.replay(deadLetter(new RecordHeaders()));

        assertThat(sent.topic()).isEqualTo("orders");
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
        assertThat(new Replays(Optional.of("mended"), 3)
                        .replay(deadLetter(new RecordHeaders()))
                        .topic())
                .isEqualTo("mended");
    }

    @Test
    void isTheSameRecordWithACountOfItsReplays() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            DeadLetter letter = Letters.random(random);
            Replays replays = new Replays(Optional.of("mended"), Integer.MAX_VALUE);

            ProducerRecord<byte[], byte[]> fromTopic = replays.replay(Letters.delivered(TOPIC.record(letter)));
            ProducerRecord<byte[], byte[]> fromFile = replays.replay(letter);

            assertThat(fromTopic).as("seed %d", seed).isEqualTo(fromFile);
            assertThat(fromTopic.key()).isEqualTo(letter.key().array());
            assertThat(fromTopic.value()).isEqualTo(letter.value().array());
            assertThat(Letters.list(DeadLetterHeaders.own(fromTopic.headers())))
                    .isEqualTo(Letters.list(letter.headers()));
            assertThat(DeadLetterHeaders.replays(fromTopic.headers()))
                    .isEqualTo(letter.provenance().replays() + 1);
        }
    }

    @Test
    void isRefusedOnceItFailedTooOften() {
        ConsumerRecord<byte[], byte[]> dead = deadLetter(new RecordHeaders());
        for (int replay = 1; replay <= 3; replay++) {
            ProducerRecord<byte[], byte[]> sent = HOME.replay(dead);
            assertThat(Letters.list(sent.headers()))
                    .containsExactly(new RecordHeader("wharf.dlq.replays", Letters.utf8(replay + "")));
            WharfRecord failed = Letters.record(sent.key(), sent.value(), sent.headers());
            dead = Letters.delivered(TOPIC.record(DeadLetter.of(failed, Letters.failure("again"))));
        }
        ConsumerRecord<byte[], byte[]> last = dead;

        assertRefused(() -> HOME.replay(last), "dead letter orders-dlq-0@7 is not replayed: it was replayed 3 times");
        assertThat(new Replays(Optional.empty(), 4).replay(last).topic()).isEqualTo("orders");
    }

    @Test
    void isRefusedWithoutAPlaceToGoTo() {
        ConsumerRecord<byte[], byte[]> unknown = new ConsumerRecord<>("orders-dlq", 0, 7, new byte[0], new byte[0]);

        assertRefused(() -> HOME.replay(unknown), "nothing tells which topic it came from");
        assertThat(new Replays(Optional.of("orders"), 3).replay(unknown).topic())
                .isEqualTo("orders");
    }

    @Test
    void isRefusedWhenItCameFromAFile() {
        WharfRecord line = new WharfRecord(
                new Slice(
                        Origin.of("/data/orders.jsonl"),
                        Letters.record(null, null, new RecordHeaders()).slice().decoding(),
                        2),
                1,
                WharfRecord.NO_TIMESTAMP,
                Payload.NULL,
                Payload.of("{}"),
                null);
        DeadLetter letter = DeadLetter.of(line, Letters.failure("no"));

        assertRefused(() -> HOME.replay(letter), "dead letter of /data/orders.jsonl record 1 is not replayed: nothing");
        assertRefused(() -> HOME.replay(Letters.delivered(TOPIC.record(letter))), "nothing tells which topic");
    }

    @Test
    void isRefusedWhenItWouldGoBackToTheDeadLetters() {
        ConsumerRecord<byte[], byte[]> dead = deadLetter(new RecordHeaders());

        assertRefused(() -> new Replays(Optional.of("orders-dlq"), 3).replay(dead), "back to the dead letter topic");
        ConsumerRecord<byte[], byte[]> itself =
                Letters.delivered(new DeadLetterTopic("orders").record(Letters.letter("{}", new RecordHeaders())));
        assertRefused(() -> HOME.replay(itself), "back to the dead letter topic");
    }

    @Test
    void takesDeadLettersThatOthersWrote() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("own", null).add("__connect.errors.topic", Letters.utf8("orders"));
        headers.add("__connect.errors.partition", Letters.utf8("0"));
        ConsumerRecord<byte[], byte[]> dead =
                Letters.delivered(new ProducerRecord<>("connect-dlq", null, null, new byte[0], null, headers));

        ProducerRecord<byte[], byte[]> sent = HOME.replay(dead);

        assertThat(sent.topic()).isEqualTo("orders");
        assertThat(sent.value()).isNull();
        assertThat(Letters.list(sent.headers())).hasSize(4);
    }
}
