package dev.wharf.msgpack;

import dev.wharf.codec.Limits;
import dev.wharf.packed.PackedCodec;
import dev.wharf.packed.PackedReader;
import dev.wharf.packed.PackedWriter;
import dev.wharf.payload.ByteSink;

/**
 * MessagePack, all of its formats. One value is one payload. A map whose keys are all text is a row, of which duplicate
 * names are allowed: the last counts; any other map is a {@link dev.wharf.value.Value.MapOf}. Immutable, safe for use
 * by many threads.
 *
 * <p>Integers are written in the shortest form there is, and of two that are equally short in the one with the sign of
 * their type. They are read with the width and sign of their form, or, where it was needlessly long, of the form that
 * would have been written: so what was read is written as a value that is read the same.
 *
 * <p>The extension of type -1 is a timestamp (in nanoseconds); any other of type N is a {@link
 * dev.wharf.value.Value.Tagged} of the branch {@code ext:N} with bytes, and written back as one.
 */
public final class MsgpackCodec extends PackedCodec {
    /** With the limits of {@link Limits#DEFAULT}. */
    public static final MsgpackCodec MSGPACK = new MsgpackCodec(Limits.DEFAULT);

    /** With limits of its own; the depth also limits what is encoded. */
    public MsgpackCodec(Limits limits) {
        super("msgpack", "application/msgpack", "MessagePack", limits);
    }

    @Override
    protected PackedReader reader(byte[] buf, int from, int to) {
        return new MsgpackReader(this, buf, from, to);
    }

    @Override
    protected PackedWriter writer(ByteSink sink) {
        return new MsgpackWriter(this, sink);
    }
}
