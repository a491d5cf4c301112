package dev.wharf.deadletter;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers in which a dead letter tells its story: {@code wharf.dlq.} before {@code reason, exception, kind, stage,
 * pipeline, topic, partition, offset, timestamp, attempts, time, replays}, all of them text in UTF-8, behind the
 * record's own headers. The prefix is ours: what a record brings under it is replaced.
 */
public final class DeadLetterHeaders {
    /** Before the name of each header of ours. */
    public static final String PREFIX = "wharf.dlq.";
    /** What our headers may have together, names and values, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 4096;
    /** Room for what is never cut, with some to spare: see the numbers, a topic's 249 characters, and our names. */
    static final int LEAST_MAX_BYTES = 1024;

    /** What is cut when there is no room, in this order. The name of a topic is short; that of a file need not be. */
    private static final List<String> CUT =
            List.of(Facts.REASON, Facts.EXCEPTION, Facts.PIPELINE, Facts.STAGE, Facts.TOPIC);

    private static final byte[] ELLIPSIS = "…".getBytes(StandardCharsets.UTF_8);

    private DeadLetterHeaders() {}

    /** The letter's own headers and ours, within {@link #DEFAULT_MAX_BYTES}. */
    public static Headers of(DeadLetter letter) {
        return of(letter, DEFAULT_MAX_BYTES);
    }

    /**
     * The letter's own headers, unchanged and in their order, and ours behind them.
     *
     * @param maxBytes that ours may have together, names and values, at least 1024; the reason is cut first
     */
    public static Headers of(DeadLetter letter, int maxBytes) {
        if (maxBytes < LEAST_MAX_BYTES) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "dead letter headers of " + maxBytes + " bytes are too few; allow at least " + LEAST_MAX_BYTES);
        }
        Map<String, byte[]> facts = new LinkedHashMap<>();
        Facts.of(letter.provenance())
                .forEach((name, fact) -> facts.put(name, Facts.text(fact).getBytes(StandardCharsets.UTF_8)));
        cut(facts, maxBytes);
        Headers headers = own(letter.headers());
        facts.forEach((name, value) -> headers.add(PREFIX + name, value));
        return headers;
    }

    /** A copy of the headers without ours. */
    public static Headers own(Headers headers) {
        Headers own = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(PREFIX)) {
                own.add(header);
            }
        }
        return own;
    }

    /**
     * What the headers of a dead letter tell, whether Wharf wrote it, Kafka Connect, Kafka Streams or Spring; empty if
     * they tell nothing. Never fails: what makes no sense counts as not known.
     */
    public static Optional<Provenance> read(Headers headers) {
        return headers.lastHeader(PREFIX + Facts.TOPIC) == null
                ? ForeignHeaders.read(headers)
                : Optional.of(Facts.read(fact -> text(headers, fact)));
    }

    /** How often the record was sent back so far. */
    static int replays(Headers headers) {
        return Math.max(0, Facts.integer(text(headers, Facts.REPLAYS)));
    }

    private static String text(Headers headers, String fact) {
        Header header = headers.lastHeader(PREFIX + fact);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void cut(Map<String, byte[]> facts, int maxBytes) {
        long excess = -maxBytes;
        for (Map.Entry<String, byte[]> fact : facts.entrySet()) {
            excess += PREFIX.length() + fact.getKey().length() + fact.getValue().length;
        }
        for (String name : CUT) {
            byte[] value = facts.getOrDefault(name, ELLIPSIS);
            if (excess > 0 && value.length > ELLIPSIS.length) {
                byte[] shorter = cut(value, (int) Math.max(value.length - excess, ELLIPSIS.length));
                facts.put(name, shorter);
                excess -= value.length - shorter.length;
            }
        }
    }

    /** The start of the text, up to a whole character, and an ellipsis. */
    private static byte[] cut(byte[] text, int maxBytes) {
        int end = maxBytes - ELLIPSIS.length;
        while ((text[end] & 0xC0) == 0x80) {
            end--;
        }
        byte[] shorter = Arrays.copyOf(text, end + ELLIPSIS.length);
        System.arraycopy(ELLIPSIS, 0, shorter, end, ELLIPSIS.length);
        return shorter;
    }
}
