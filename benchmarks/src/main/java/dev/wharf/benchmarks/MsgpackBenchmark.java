package dev.wharf.benchmarks;

import dev.wharf.msgpack.MsgpackCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.value.ImmutableValue;
import org.msgpack.value.ValueFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The records of {@link AvroSample} as MessagePack: decoded and encoded, by us and by msgpack-core, whose packer and
 * unpacker are made once. Its values ({@code coreDecode}, {@code coreEncode}) keep texts as the bytes they came as,
 * neither checked nor turned into text; its maps ({@code coreDecodeMap}, {@code coreEncodeMap}) have texts, as our
 * values have.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MsgpackBenchmark {
    @Param({"FLAT", "NESTED"})
    AvroSample sample = AvroSample.FLAT;

    private final ByteSink sink = new ByteSink();
    private final ArrayBufferInput input = new ArrayBufferInput(new byte[0]);
    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(input);
    private final MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
    private byte[] bytes = {};
    private Payload payload = Payload.NULL;
    private Value value = Value.NULL;
    private ImmutableValue coreValue = ValueFactory.newNil();
    private Map<?, ?> map = Map.of();

    /** The record, in all its forms. */
    @Setup
    public void prepare() throws IOException {
        if (AvroSample.plain(sample.record()) instanceof Map<?, ?> plain) {
            map = plain;
        }
        bytes = coreEncodeMap();
        payload = Payload.of(bytes);
        value = decode();
        coreValue = coreDecode();
        if (!Arrays.equals(bytes, encode()) || !Arrays.equals(bytes, coreEncode())) {
            throw new IllegalStateException("the two do not write the same bytes");
        }
    }

    /** Bytes to a row. */
    @Benchmark
    public Value decode() {
        return MsgpackCodec.MSGPACK.read(payload);
    }

    /** Bytes to msgpack-core's value. */
    @Benchmark
    public ImmutableValue coreDecode() throws IOException {
        return unpacker().unpackValue();
    }

    /** Bytes to a map. */
    @Benchmark
    public @Nullable Object coreDecodeMap() throws IOException {
        return MsgpackMaps.unpack(unpacker());
    }

    /** A row to bytes. */
    @Benchmark
    public byte[] encode() {
        sink.clear();
        MsgpackCodec.MSGPACK.encode(value, sink);
        return sink.toByteArray();
    }

    /** msgpack-core's value to bytes. */
    @Benchmark
    public byte[] coreEncode() throws IOException {
        packer.clear();
        packer.packValue(coreValue);
        return packer.toByteArray();
    }

    /** A map to bytes. */
    @Benchmark
    public byte[] coreEncodeMap() throws IOException {
        packer.clear();
        MsgpackMaps.pack(map, packer);
        return packer.toByteArray();
    }

    private MessageUnpacker unpacker() throws IOException {
        input.reset(bytes);
        unpacker.reset(input);
        return unpacker;
    }
}
