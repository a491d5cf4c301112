package dev.wharf.trace;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers in which a record carries its trace, by W3C's Trace Context. */
public final class TraceHeaders {
    public static final String PARENT = "traceparent";
    public static final String STATE = "tracestate";
    private static final List<String> NAMES = List.of(PARENT, STATE);

    private TraceHeaders() {}

    /** Whether the record has a trace. */
    public static boolean in(Headers headers) {
        return headers.lastHeader(PARENT) != null;
    }

    /** Takes the trace over, unless there is one already. */
    public static void copy(Headers from, Headers to) {
        if (in(to)) {
            return;
        }
        for (String name : NAMES) {
            Header header = from.lastHeader(name);
            if (header != null) {
                to.add(header);
            }
        }
    }
}
