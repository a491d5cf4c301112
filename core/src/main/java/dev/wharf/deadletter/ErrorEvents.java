package dev.wharf.deadletter;

import dev.wharf.codec.Codec;
import dev.wharf.error.WharfException;
import dev.wharf.failure.FailureKind;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.EpochSeconds;
import dev.wharf.trace.TraceHeaders;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A topic that tells of dead letters, one event for each: JSON for people and programs that watch. The record itself is
 * in the dead letter topic, byte for byte; the event has a reference to it, and the value where it is JSON and short.
 * Immutable.
 *
 * @param topic that the events go to
 * @param service whose records failed
 * @param previewMaxBytes a value of at most so many bytes is in the event; 0 for none
 */
public record ErrorEvents(String topic, String service, int previewMaxBytes) {
    /** What an event may show of a value, unless told otherwise. */
    public static final int DEFAULT_PREVIEW_MAX_BYTES = 16 << 10;

    private static final String UNKNOWN_KEY = "unknown";
    private static final int REASON_MAX_CHARACTERS = 2_000;
    private static final int KEY_MAX_BYTES = 1_000;

    /** With a preview of values up to {@link #DEFAULT_PREVIEW_MAX_BYTES}. */
    public ErrorEvents(String topic, String service) {
        this(topic, service, DEFAULT_PREVIEW_MAX_BYTES);
    }

    /**
     * The event of a dead letter; its key is the record's, so that the events of one entity are in their order.
     *
     * @param deadLetterTopic where the record itself is
     * @param preview whether the value may be shown at all
     */
    ProducerRecord<byte[], byte[]> record(DeadLetter letter, String deadLetterTopic, boolean preview) {
        byte[] event = preview ? withPreview(letter, deadLetterTopic) : json(letter, deadLetterTopic, false);
        return new ProducerRecord<>(topic, null, null, key(letter), event, headers(letter));
    }

    /** A value may be as deep as JSON is allowed to be, and too deep inside another. */
    private byte[] withPreview(DeadLetter letter, String deadLetterTopic) {
        try {
            return json(letter, deadLetterTopic, true);
        } catch (WharfException e) {
            return json(letter, deadLetterTopic, false);
        }
    }

    private byte[] json(DeadLetter letter, String deadLetterTopic, boolean preview) {
        ByteSink json = new ByteSink();
        JsonWriter.write(row(facts(letter, deadLetterTopic, preview)), json);
        return json.toByteArray();
    }

    private static byte[] key(DeadLetter letter) {
        byte[] key = letter.key().array();
        return key == null ? UNKNOWN_KEY.getBytes(StandardCharsets.UTF_8) : key;
    }

    private Headers headers(DeadLetter letter) {
        Headers headers = new RecordHeaders();
        long now = letter.provenance().failure().timeMs();
        headers.add("timestamp", EpochSeconds.of(now).getBytes(StandardCharsets.UTF_8));
        headers.add("source", service.getBytes(StandardCharsets.UTF_8));
        // So that whoever follows the trace of the record finds the event, too.
        TraceHeaders.copy(letter.headers(), headers);
        return headers;
    }

    private Map<String, Value> facts(DeadLetter letter, String deadLetterTopic, boolean preview) {
        Failure failure = letter.provenance().failure();
        Map<String, Value> facts = new LinkedHashMap<>();
        facts.put("originalMessage", preview ? previewOf(letter.value()) : Value.NULL);
        facts.put("originalReference", reference(letter, deadLetterTopic));
        facts.put("stage", text(letter.provenance().origin().name()));
        facts.put("errorType", text(typeOf(failure)));
        facts.put("errorMessage", text(shortened(failure.reason())));
        facts.put("errorClass", text(failure.exception()));
        facts.put("attempts", Value.Int.of(failure.attempts()));
        facts.put("timestamp", text(Instant.ofEpochMilli(failure.timeMs()).toString()));
        facts.put("service", text(service));
        return facts;
    }

    /** The guide's two words: another attempt could have helped, or could not. */
    private static String typeOf(Failure failure) {
        boolean exhausted =
                failure.kind().filter(kind -> kind != FailureKind.PERMANENT).isPresent();
        return exhausted ? "transient_exhausted" : "processing_failed";
    }

    private static Value reference(DeadLetter letter, String deadLetterTopic) {
        Map<String, Value> reference = new LinkedHashMap<>();
        reference.put("topic", text(letter.provenance().origin().name()));
        reference.put("partition", Value.Int.of(letter.provenance().origin().partition()));
        reference.put("offset", Value.Int.of(letter.provenance().offset()));
        reference.put("key", keyText(letter.key()));
        reference.put(
                "valueBytes",
                letter.value().isNull()
                        ? Value.NULL
                        : Value.Int.of(letter.value().length()));
        reference.put("deadLetterTopic", text(deadLetterTopic));
        return row(reference);
    }

    /** A key that is no text, or long, is found in the dead letter. */
    private static Value keyText(Payload key) {
        byte[] bytes = key.array();
        if (bytes == null || bytes.length > KEY_MAX_BYTES) {
            return Value.NULL;
        }
        try {
            return text(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Value.NULL;
        }
    }

    /** JSON as JSON, never as text inside JSON; anything else stays where it is. */
    private Value previewOf(Payload value) {
        if (value.isNull() || value.length() > previewMaxBytes) {
            return Value.NULL;
        }
        Codec codec = JsonCodec.JSON;
        return codec.decode(value, new Fields()) instanceof Document document ? document.value() : Value.NULL;
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_MAX_CHARACTERS ? reason : reason.substring(0, REASON_MAX_CHARACTERS) + "…";
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value row(Map<String, Value> members) {
        return new Value.Row(Shape.of(new ArrayList<>(members.keySet())), new ArrayList<>(members.values()));
    }
}
