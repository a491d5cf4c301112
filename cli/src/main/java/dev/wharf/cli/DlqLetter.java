package dev.wharf.cli;

import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.deadletter.DeadLetterHeaders;
import dev.wharf.deadletter.Provenance;
import dev.wharf.deadletter.Replays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A dead letter where it lies. */
sealed interface DlqLetter {
    /** Where: {@code topic-partition@offset}, or {@code file:line}. */
    String place();

    byte @Nullable [] key();

    byte @Nullable [] value();

    /** Those of the record, without those in which Wharf tells its story. */
    Headers headers();

    /** What is known of it; empty if it tells nothing. */
    Optional<Provenance> provenance();

    /** When it was written here, in milliseconds since the epoch, or -1. */
    long writtenMs();

    /** The record that sends it back. */
    ProducerRecord<byte[], byte[]> replay(Replays replays);

    /** When it failed or, where that is not known, when it was written here; in ms since the epoch, or -1. */
    default long timeMs() {
        return provenance()
                .map(known -> known.failure().timeMs())
                .filter(timeMs -> timeMs >= 0)
                .orElse(writtenMs());
    }

    /** Why it failed, or an empty text. */
    default String reason() {
        return provenance().map(known -> known.failure().reason()).orElse("");
    }

    /** In a topic, whoever wrote it there. */
    record InTopic(ConsumerRecord<byte[], byte[]> delivered, Optional<Provenance> provenance) implements DlqLetter {
        InTopic(ConsumerRecord<byte[], byte[]> delivered) {
            this(delivered, DeadLetterHeaders.read(delivered.headers()));
        }

        @Override
        public String place() {
            return delivered.topic() + "-" + delivered.partition() + "@" + delivered.offset();
        }

        @Override
        public byte @Nullable [] key() {
            return delivered.key();
        }

        @Override
        public byte @Nullable [] value() {
            return delivered.value();
        }

        @Override
        public Headers headers() {
            return DeadLetterHeaders.own(delivered.headers());
        }

        @Override
        public long writtenMs() {
            return delivered.timestamp();
        }

        @Override
        public ProducerRecord<byte[], byte[]> replay(Replays replays) {
            return replays.replay(delivered);
        }
    }

    /** In a file. */
    record InFile(String file, DeadLetterFile.Line line) implements DlqLetter {
        @Override
        public String place() {
            return file + ":" + line.number();
        }

        @Override
        public byte @Nullable [] key() {
            return line.letter().key().array();
        }

        @Override
        public byte @Nullable [] value() {
            return line.letter().value().array();
        }

        @Override
        public Headers headers() {
            return line.letter().headers();
        }

        @Override
        public Optional<Provenance> provenance() {
            return Optional.of(line.letter().provenance());
        }

        @Override
        public long writtenMs() {
            return -1;
        }

        @Override
        public ProducerRecord<byte[], byte[]> replay(Replays replays) {
            return replays.replay(line.letter());
        }
    }
}
