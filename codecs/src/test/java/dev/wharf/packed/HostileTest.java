package dev.wharf.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.wharf.cbor.CborCodec;
import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.error.WharfException;
import dev.wharf.msgpack.MsgpackCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Bytes that nobody means well with, to both formats. */
class HostileTest {
    private static final List<Codec> CODECS = List.of(MsgpackCodec.MSGPACK, CborCodec.CBOR);

    @Test
    void anyBytesDecodeOrFail() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            checked(seed, bytes);
        }
    }

    @Test
    void changedBytesDecodeOrFail() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            Value value = new RandomValues(seed + i, i % 2 == 0).document();
            for (Codec codec : CODECS) {
                byte[] bytes = PackedChecks.encode(codec, value);
                checked(seed, bytes);
                checked(seed, PackedChecks.mutated(bytes, random));
            }
        }
    }

    private static void checked(long seed, byte[] bytes) {
        for (Codec codec : CODECS) {
            try {
                PackedChecks.holds(codec, bytes);
            } catch (AssertionError | RuntimeException e) {
                String hex = HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 200)));
                throw new AssertionError(codec.name() + ", seed " + seed + ": " + hex, e);
            }
        }
    }

    @Test
    void everyBeginningOfAValueIsMalformed() {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < 300; i++) {
            Value value = new RandomValues(seed + i, false).document();
            for (Codec codec : CODECS) {
                byte[] bytes = PackedChecks.encode(codec, value);
                for (int length = 0; length < Math.min(bytes.length, 400); length++) {
                    assertThat(codec.decode(Payload.of(bytes, 0, length), new Fields()))
                            .as("%s, seed %d, %d of %d bytes", codec.name(), seed, length, bytes.length)
                            .isInstanceOf(Decoded.Failure.class);
                }
            }
        }
    }

    @Test
    void whatStandsBehindTheValueIsMalformed() {
        for (Codec codec : CODECS) {
            Decoded.Failure failure = (Decoded.Failure) codec.decode(Payload.of(new byte[] {1, 1}), new Fields());
            assertThat(failure.reason()).isEqualTo("there is something behind the value");
            assertThat(failure.position()).isEqualTo(1);
        }
    }

    @Test
    void nothingAndNullAreNoValues() {
        for (Codec codec : CODECS) {
            assertThat(codec.decode(Payload.NULL, new Fields())).isInstanceOf(Decoded.Failure.class);
            Decoded.Failure empty = (Decoded.Failure) codec.decode(Payload.of(new byte[0]), new Fields());
            assertThat(empty.reason()).isEqualTo("the payload is empty");
        }
    }

    @Test
    void aPayloadBeyondTheLimitIsNotLookedAt() {
        Limits limits = Limits.DEFAULT.withMaxBytes(3);
        for (Codec codec : List.of(new MsgpackCodec(limits), new CborCodec(limits))) {
            Decoded.Failure failure = (Decoded.Failure) codec.decode(Payload.of(new byte[4]), new Fields());
            assertThat(failure.tooLarge()).isTrue();
        }
    }

    @Test
    void depthIsLimited() throws InterruptedException {
        byte[] msgpackArrays = filled(1_000_000, 0x91);
        byte[] cborArrays = filled(1_000_000, 0x81);
        byte[] cborOpenArrays = filled(1_000_000, 0x9F);
        byte[] cborTags = filled(1_000_000, 0xC6);
        assertThat(reason(MsgpackCodec.MSGPACK, msgpackArrays)).isEqualTo("values are nested deeper than 1000");
        for (byte[] bytes : List.of(cborArrays, cborOpenArrays, cborTags)) {
            assertThat(reason(CborCodec.CBOR, bytes)).isEqualTo("values are nested deeper than 1000");
        }
        byte[] justRight = Arrays.copyOf(msgpackArrays, 1001);
        justRight[1000] = 1;
        List<Throwable> thrown = new ArrayList<>();
        // Comparing values takes more stack than reading them.
        Thread large = new Thread(null, () -> PackedChecks.holds(MsgpackCodec.MSGPACK, justRight), "large", 16 << 20);
        large.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
        large.start();
        large.join();
        assertThat(thrown).isEmpty();
        assertThat(MsgpackCodec.MSGPACK.read(Payload.of(justRight))).isInstanceOf(Value.Array.class);
    }

    @Test
    void aSmallStackIsNoErrorOfTheThread() throws InterruptedException {
        byte[] deep = filled(1_000, 0x91);
        deep[999] = 1;
        List<String> reasons = new ArrayList<>();
        Thread small = new Thread(null, () -> reasons.add(reason(MsgpackCodec.MSGPACK, deep)), "small", 150_000);
        small.start();
        small.join();
        assertThat(reasons).containsExactly("values are nested deeper than the stack of this thread is");
    }

    private static byte[] filled(int length, int oneByte) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) oneByte);
        return bytes;
    }

    private static String reason(Codec codec, byte[] bytes) {
        return ((Decoded.Failure) codec.decode(Payload.of(bytes), new Fields())).reason();
    }

    /** Arrays, maps, texts and bytes of two to four billion, each of which is cut off. */
    @Test
    void aDeclaredCountAllocatesNothing() {
        List<String> msgpack = List.of("dd ffffffff", "df ffffffff", "db ffffffff", "c6 ffffffff", "c9 ffffffff 05");
        List<String> cbor = List.of(
                "9a ffffffff",
                "9b ffffffffffffffff",
                "ba ffffffff",
                "bb 7fffffffffffffff",
                "7a ffffffff",
                "7b 8000000000000000",
                "5b 7fffffffffffffff",
                "5f 5a ffffffff",
                "9b 0000000080000000");
        for (String hex : msgpack) {
            assertThat(allocated(MsgpackCodec.MSGPACK, PackedChecks.hex(hex)))
                    .as(hex)
                    .isLessThan(100_000);
        }
        for (String hex : cbor) {
            assertThat(allocated(CborCodec.CBOR, PackedChecks.hex(hex))).as(hex).isLessThan(100_000);
        }
    }

    /** A hundred thousand different keys, all with the same hash code: to compare each with each takes minutes. */
    @Test
    void keysThatAreMadeToLookAlikeAreRefused() {
        int count = 100_000;
        ByteBuffer msgpack =
                ByteBuffer.allocate(5 + 10 * count).put((byte) 0xDF).putInt(count);
        ByteBuffer cbor = ByteBuffer.allocate(5 + 10 * count).put((byte) 0xBA).putInt(count);
        for (int i = 0; i < count; i++) {
            msgpack.put((byte) 0xCF).putInt(1 + i).putInt(1 + i).put((byte) 0xC0);
            cbor.put((byte) 0x1B).putInt(1 + i).putInt(1 + i).put((byte) 0xF6);
        }
        refusedAsAlike(MsgpackCodec.MSGPACK, msgpack.array());
        refusedAsAlike(CborCodec.CBOR, cbor.array());
    }

    private static void refusedAsAlike(Codec codec, byte[] bytes) {
        assertThatThrownBy(() -> codec.read(Payload.of(bytes)))
                .isInstanceOf(WharfException.class)
                .hasMessage("more than 256 keys of a map have the same hash code, so it is not read");
    }

    @Test
    void manyKeysOfOneKindAreRead() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            entries.put(new Value.Int(i, Value.IntType.I64), Value.NULL);
        }
        for (Codec codec : CODECS) {
            Value.MapOf map =
                    (Value.MapOf) PackedChecks.read(codec, PackedChecks.encode(codec, new Value.MapOf(entries)));
            assertThat(map.entries()).hasSize(100_000);
        }
    }

    @Test
    void keysInKeysAreLimited() {
        byte[] msgpack = filled(500, 0x81);
        byte[] cbor = filled(500, 0xA1);
        String reason = "arrays, maps and tags are in keys of maps that are in keys, and so on more than 16 times";
        assertThat(reason(MsgpackCodec.MSGPACK, msgpack)).isEqualTo(reason);
        assertThat(reason(CborCodec.CBOR, cbor)).isEqualTo(reason);
        PackedChecks.holds(MsgpackCodec.MSGPACK, msgpack);
        PackedChecks.holds(CborCodec.CBOR, cbor);
    }

    /** A thousand arrays inside each other, each of which says that it holds all the rest. */
    @Test
    void countsInsideEachOtherAllocateLittle() {
        byte[] bytes = new byte[2_000_000];
        for (int i = 0; i < 999; i++) {
            bytes[5 * i] = (byte) 0xDD;
            bytes[5 * i + 2] = 0x18; // 1.5 million
        }
        assertThat(allocated(MsgpackCodec.MSGPACK, bytes)).isLessThan(40_000_000);
    }

    private static long allocated(Codec codec, byte[] bytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PackedChecks.holds(codec, bytes); // loads what it needs
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(codec.decode(Payload.of(bytes), new Fields())).isInstanceOf(Decoded.Failure.class);
        PackedChecks.holds(codec, bytes);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
