package dev.wharf.msgpack;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The extension -1: seconds in 32 bits; 30 bits of nanoseconds and 34 of seconds; or 32 and 64. */
final class Timestamps {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SECONDS_BITS = 34;
    private static final long MOST_NANOS = 999_999_999;

    private Timestamps() {}

    /** The timestamp; null where these bytes are none, or none that Java can hold. */
    static @Nullable Value read(byte[] buf, int from, long length) {
        if (length == 4) {
            return timestamp((int) INTS.get(buf, from) & 0xFFFFFFFFL, 0);
        }
        if (length == 8) {
            long both = (long) LONGS.get(buf, from);
            return timestamp(both & (1L << SECONDS_BITS) - 1, both >>> SECONDS_BITS);
        }
        if (length == 12) {
            return timestamp((long) LONGS.get(buf, from + 4), (int) INTS.get(buf, from) & 0xFFFFFFFFL);
        }
        return null;
    }

    private static @Nullable Value timestamp(long seconds, long nanos) {
        boolean known = nanos <= MOST_NANOS
                && seconds >= Instant.MIN.getEpochSecond()
                && seconds <= Instant.MAX.getEpochSecond();
        return known ? new Value.Timestamp(Instant.ofEpochSecond(seconds, nanos), Value.TimeUnit.NANOS) : null;
    }

    /** Writes the shortest of the three. */
    static void write(Instant time, ByteSink sink) {
        long seconds = time.getEpochSecond();
        long nanos = time.getNano();
        byte[] bytes = new byte[15];
        if (seconds >>> SECONDS_BITS != 0) {
            bytes[0] = (byte) Forms.EXT8;
            bytes[1] = 12;
            bytes[2] = Forms.TIMESTAMP;
            INTS.set(bytes, 3, (int) nanos);
            LONGS.set(bytes, 7, seconds);
            sink.write(bytes, 0, 15);
        } else if (nanos != 0 || seconds >>> 32 != 0) {
            bytes[0] = (byte) Forms.FIXEXT8;
            bytes[1] = Forms.TIMESTAMP;
            LONGS.set(bytes, 2, nanos << SECONDS_BITS | seconds);
            sink.write(bytes, 0, 10);
        } else {
            bytes[0] = (byte) Forms.FIXEXT4;
            bytes[1] = Forms.TIMESTAMP;
            INTS.set(bytes, 2, (int) seconds);
            sink.write(bytes, 0, 6);
        }
    }
}
