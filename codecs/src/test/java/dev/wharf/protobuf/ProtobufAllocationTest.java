package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a record costs in memory, in bytes. */
class ProtobufAllocationTest {
    private static final int ROUNDS = 20_000;

    @Test
    void aFlatRecordTakesLessThan400BytesToRead() {
        ByteSink sink = new ByteSink();
        Flat.CODEC.encode(Flat.VALUE, sink);
        Payload payload = Payload.of(sink.toByteArray());
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Value read = Value.ABSENT;
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int j = 0; j < ROUNDS; j++) {
                read = Flat.CODEC.read(payload);
            }
            allocated = Math.min(allocated, (memory.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
        }

        assertThat(read).isEqualTo(Flat.VALUE);
        assertThat(allocated).isLessThan(400);
    }
}
