package dev.wharf.deadletter;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Sends dead letters back: the same key, value and headers, without ours but for {@code wharf.dlq.replays}, which
 * counts how often. Immutable.
 *
 * @param to the topic to send them to; empty for the one that each came from
 * @param limit of replays of one record; one that failed so often is refused
 */
public record Replays(Optional<String> to, int limit) {
    /** A record that failed three times more will fail again. */
    public static final int DEFAULT_LIMIT = 3;

    /**
     * The record to send for one from a dead letter topic, whoever wrote it there.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it was replayed too often, if nobody knows where to, or if
     *     that is the dead letter topic itself
     */
    public ProducerRecord<byte[], byte[]> replay(ConsumerRecord<byte[], byte[]> record) {
        String what = "dead letter " + record.topic() + "-" + record.partition() + "@" + record.offset();
        String target = target(what, DeadLetterHeaders.read(record.headers()));
        if (target.equals(record.topic())) {
            throw refused(what, "it would go back to the dead letter topic itself; name another topic with --to");
        }
        return replay(
                what,
                target,
                Payload.of(record.key()),
                Payload.of(record.value()),
                record.headers(),
                DeadLetterHeaders.replays(record.headers()));
    }

    /**
     * The record to send for one from a dead letter file.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it was replayed too often, or if nobody knows where to
     */
    public ProducerRecord<byte[], byte[]> replay(DeadLetter letter) {
        Provenance provenance = letter.provenance();
        String what = "dead letter of " + provenance.origin().at(provenance.offset());
        String target = target(what, Optional.of(provenance));
        return replay(what, target, letter.key(), letter.value(), letter.headers(), provenance.replays());
    }

    private ProducerRecord<byte[], byte[]> replay(
            String what, String target, Payload key, Payload value, Headers headers, int replays) {
        if (replays >= limit) {
            throw refused(
                    what,
                    "it was replayed " + replays + " times already, and the limit is " + limit
                            + "; mend what it fails at, then raise the limit");
        }
        Headers own = DeadLetterHeaders.own(headers);
        own.add(
                DeadLetterHeaders.PREFIX + Facts.REPLAYS,
                Integer.toString(replays + 1).getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(target, null, null, key.array(), value.array(), own);
    }

    private String target(String what, Optional<Provenance> provenance) {
        return to.or(() -> provenance
                        .map(Provenance::origin)
                        .filter(origin -> origin.isTopic() && !origin.name().isEmpty())
                        .map(origin -> origin.name()))
                .orElseThrow(() -> refused(what, "nothing tells which topic it came from; name one with --to"));
    }

    private static WharfException refused(String what, String reason) {
        return new WharfException(ErrorCode.RECORD_REFUSED, what + " is not replayed: " + reason);
    }
}
