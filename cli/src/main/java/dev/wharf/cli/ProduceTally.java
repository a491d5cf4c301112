package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.record.WharfRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** What became of the records that were to be produced. Counts may be read by any thread; one thread does the rest. */
final class ProduceTally implements TopicWriter.Acknowledgements {
    private final String topic;
    private final long skipped;
    private final long startNanos = System.nanoTime();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private long sent;
    private long goOn;
    private String last = "";
    private boolean brokenOff;
    private @Nullable WharfException failure;

    ProduceTally(String topic, long skipped) {
        this.topic = topic;
        this.skipped = skipped;
        this.goOn = skipped;
    }

    @Override
    public void acknowledged(WharfRecord record) {
        acknowledged.incrementAndGet();
        bytes.addAndGet(record.key().length() + record.value().length());
    }

    @Override
    public void returned(WharfRecord record) {}

    void sent(ProduceRecord record) {
        sent(record.place());
    }

    void sent(String place) {
        sent++;
        last = place;
    }

    /** One more, of so many bytes. */
    void acknowledged(long moreBytes) {
        acknowledged.incrementAndGet();
        bytes.addAndGet(moreBytes);
    }

    /** The first failure counts. */
    void fail(WharfException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    boolean failed() {
        return failure != null;
    }

    /** It was stopped before the end of the input. */
    void breakOff() {
        brokenOff = true;
    }

    /** All before that number are acknowledged. */
    void settledUpTo(long number) {
        goOn = Math.max(skipped, number - 1);
    }

    /** The failure of one record, which stands there. */
    static WharfException named(String place, Exception cause) {
        ErrorCode code = cause instanceof WharfException known ? known.code() : ErrorCode.SINK_FAILED;
        if (cause.getCause() instanceof RecordTooLargeException reason) {
            String text = place + ": the record is too large: " + reason.getMessage()
                    + " Make it smaller, or raise max.request.size (--client max.request.size=BYTES) or"
                    + " max.message.bytes of the topic, whichever is too low.";
            return new WharfException(code, text, cause);
        }
        return new WharfException(code, place + ": " + cause.getMessage(), cause);
    }

    /** How far it is, for a line of progress. */
    String progress() {
        return Progress.number(acknowledged.get()) + " records, " + Progress.number(bytes.get()) + " bytes";
    }

    /** One line: how much, and how fast. */
    String summary() {
        return "produced " + Amount.of(acknowledged.get(), bytes.get()) + " to " + topic
                + Amount.rate(acknowledged.get(), startNanos);
    }

    /** What went wrong and how to go on, or an empty text. */
    String problem() {
        if (complete()) {
            return "";
        }
        String what = failure != null
                ? String.valueOf(failure.getMessage())
                : "stopped before the end of the input" + (last.isEmpty() ? "" : ", behind " + last);
        return what + System.lineSeparator() + howToGoOn();
    }

    private String howToGoOn() {
        long first = goOn - skipped;
        String gap = acknowledged.get() == first
                ? ""
                : "; of the " + Progress.number(sent - first) + " behind them "
                        + Progress.number(acknowledged.get() - first)
                        + " were acknowledged, and others may have been written all the same";
        return "the first " + Progress.number(goOn) + " records of the input are in " + topic + gap
                + "; to go on behind them, add --skip " + goOn;
    }

    /** Whether each record of the input was acknowledged. */
    boolean complete() {
        return failure == null && !brokenOff && acknowledged.get() == sent;
    }

    int exitCode() {
        if (complete()) {
            return 0;
        }
        return failure == null ? Main.FAILED : Main.exitCode(failure);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", topic);
        map.put("ok", complete());
        map.put("error", problem());
        map.put("sent", sent);
        map.put("acknowledged", acknowledged.get());
        map.put("bytes", bytes.get());
        map.put("seconds", Amount.seconds(startNanos));
        map.put("skip", goOn);
        return map;
    }
}
