package dev.wharf.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wharf.cbor.CborCodec;
import dev.wharf.codec.Codec;
import dev.wharf.msgpack.MsgpackCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a flat record of five fields costs in memory that must be collected again. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final Value RECORD = new Value.Row(
            Shape.of(List.of("id", "price", "time", "event", "count")),
            List.of(
                    new Value.Text(new UUID(1, 2).toString()),
                    new Value.Float64(12.75),
                    new Value.Int(1_700_000_000_123L, Value.IntType.I64),
                    new Value.Text("customer.order.created.first"),
                    new Value.Int(70_000, Value.IntType.I32)));

    @Test
    void aFlatRecordIsReadWithLessThan400Bytes() {
        for (Codec codec : List.of(MsgpackCodec.MSGPACK, CborCodec.CBOR)) {
            Payload payload = Payload.of(PackedChecks.encode(codec, RECORD));
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            int sum = read(codec, payload); // warms up
            long before = threads.getCurrentThreadAllocatedBytes();
            sum += read(codec, payload);
            long perRecord = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
            assertThat(sum).isEqualTo(2 * 5 * ROUNDS);
            assertThat(perRecord).as(codec.name()).isLessThan(400);
        }
    }

    private static int read(Codec codec, Payload payload) {
        int sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            sum += codec.read(payload) instanceof Value.Row row ? row.values().size() : 0;
        }
        return sum;
    }
}
