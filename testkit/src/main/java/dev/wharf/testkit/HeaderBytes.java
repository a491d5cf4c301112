package dev.wharf.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A header of a record, byte for byte; two are equal if their bytes are.
 *
 * @param value null where Kafka has null, which is not the same as empty; its position stays
 */
public record HeaderBytes(String key, @Nullable ByteBuffer value) {

    static HeaderBytes of(String key, byte @Nullable [] value) {
        return new HeaderBytes(
                key, value == null ? null : ByteBuffer.wrap(value).asReadOnlyBuffer());
    }

    /** All headers of a record, in their order. */
    static List<HeaderBytes> of(Headers headers) {
        List<HeaderBytes> all = new ArrayList<>();
        for (Header header : headers) {
            all.add(of(header.key(), header.value()));
        }
        return all;
    }
}
