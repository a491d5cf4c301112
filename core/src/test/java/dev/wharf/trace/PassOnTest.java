package dev.wharf.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Records that are sent for another carry its trace, without any tracing system. */
final class PassOnTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Tracing.Consumer CONSUMER = new Tracing.Consumer("shop", "shop");

    private static Headers headers(String... namesAndTexts) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            headers.add(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static Tracing.Span process(Headers headers) {
        Slice slice = new Slice(new Origin("in", 0), new Decoding(JsonCodec.JSON, new Fields(), true), 1);
        WharfRecord record = new WharfRecord(slice, 0, 0, Payload.NULL, Payload.of("{}"), headers);
        return Tracing.NONE.process(record, CONSUMER);
    }

    @Test
    void whatIsSentInAHandlerGoesOnWithTheTraceOfItsRecord() {
        Headers sent = headers();
        Headers behind = headers();
        Tracing.Span span = process(headers("traceparent", PARENT, "tracestate", "a=b", "other", "x"));

        Tracing.Scope scope = span.open();
        Tracing.NONE.send("out", sent).end(Tracing.Fate.DONE);
        scope.close();
        Tracing.NONE.send("out", behind).end(Tracing.Fate.DONE);

        assertThat(sent).isEqualTo(headers("traceparent", PARENT, "tracestate", "a=b"));
        assertThat(behind).isEqualTo(headers());
    }

    @Test
    void aTraceThatTheRecordBringsItselfIsLeft() {
        Headers own = headers("traceparent", "00-1-1-00");

        process(headers("traceparent", PARENT, "tracestate", "a=b")).inject(own);

        assertThat(own).isEqualTo(headers("traceparent", "00-1-1-00"));
    }

    @Test
    void aHandlerInAHandlerLeavesTheOuterTraceAsItWas() {
        Headers sent = headers();
        Tracing.Scope outer = process(headers("traceparent", PARENT)).open();
        process(headers("traceparent", "00-2-2-00")).open().close();
        Tracing.NONE.send("out", sent).end(Tracing.Fate.DONE);
        outer.close();

        assertThat(sent).isEqualTo(headers("traceparent", PARENT));
    }
}
