package dev.wharf.cli;

import dev.wharf.deadletter.DeadLetter;
import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.deadletter.Failure;
import dev.wharf.deadletter.Provenance;
import dev.wharf.failure.FailureKind;
import dev.wharf.payload.Payload;
import dev.wharf.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Dead letters for tests: of orders-3@42, failed at 2026-03-01T10:00:00Z. */
final class DlqSamples {
    static final long FAILED_MS = 1_772_359_200_000L;

    private DlqSamples() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static DeadLetter letter(byte @Nullable [] key, byte @Nullable [] value, Headers headers, Provenance provenance) {
        return new DeadLetter(Payload.of(key), Payload.of(value), headers, provenance);
    }

    static DeadLetter letter(byte @Nullable [] key, byte @Nullable [] value) {
        return letter(key, value, new RecordHeaders(), of("orders", "no such customer"));
    }

    static DeadLetter failed(String reason) {
        return letter(utf8("k"), utf8("{\"a\":1}"), new RecordHeaders(), of("orders", reason));
    }

    static Provenance of(String topic, String reason) {
        return of(topic, reason, 0);
    }

    static Provenance of(String topic, String reason, int replays) {
        return new Provenance(new Origin(topic, 3), 42, FAILED_MS - 1000, failure(reason, FAILED_MS), replays);
    }

    static Failure failure(String reason, long timeMs) {
        return new Failure(
                "orders-to-bank",
                "enrich",
                reason,
                "java.lang.IllegalStateException",
                Optional.of(FailureKind.PERMANENT),
                4,
                timeMs);
    }

    /** As one of a file. */
    static DlqLetter inFile(long line, DeadLetter letter) {
        return new DlqLetter.InFile("failed.jsonl", new DeadLetterFile.Line(line, letter));
    }
}
