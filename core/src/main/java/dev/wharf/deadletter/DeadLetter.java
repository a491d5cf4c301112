package dev.wharf.deadletter;

import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record that could not be processed, as its source delivered it, and why. Immutable if nobody changes the headers;
 * compared by identity of its bytes.
 *
 * @param key byte for byte
 * @param value byte for byte
 * @param headers the record's own, in their order: those of an earlier dead letter of ours are not among them
 * @param provenance what is written beside it
 */
public record DeadLetter(Payload key, Payload value, Headers headers, Provenance provenance) {

    /** Of a record that failed, whatever stages made of it before. */
    public static DeadLetter of(WharfRecord record, Failure failure) {
        WharfRecord original = record.original();
        Headers all = original.headers();
        Provenance provenance = new Provenance(
                original.slice().origin(),
                original.offset(),
                original.timestampMs(),
                failure,
                DeadLetterHeaders.replays(all));
        return new DeadLetter(original.key(), original.value(), DeadLetterHeaders.own(all), provenance);
    }
}
