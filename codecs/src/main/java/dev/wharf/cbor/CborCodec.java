package dev.wharf.cbor;

import dev.wharf.codec.Limits;
import dev.wharf.packed.PackedCodec;
import dev.wharf.packed.PackedReader;
import dev.wharf.packed.PackedWriter;
import dev.wharf.payload.ByteSink;

/**
 * CBOR by RFC 8949: all major types, indefinite lengths, half floats, simple values and tags. One value is one payload;
 * a sequence of several is malformed. A map whose keys are all text is a row, of which duplicate names are allowed: the
 * last counts; any other map is a {@link dev.wharf.value.Value.MapOf}. Immutable, safe for use by many threads.
 *
 * <p>Tags for times, dates, large integers and decimal fractions are values of these kinds. Any other tag N is a {@link
 * dev.wharf.value.Value.Tagged} of the branch {@code tag:N}, and one whose contents are not what its number promises is
 * so too; an unassigned simple value N is one of the branch {@code simple:N} with null. All are written back as they
 * were. The tag that says that CBOR follows (55799) is stepped over before the whole.
 *
 * <p>Written are definite lengths and the shortest heads.
 */
public final class CborCodec extends PackedCodec {
    /** With the limits of {@link Limits#DEFAULT}. */
    public static final CborCodec CBOR = new CborCodec(Limits.DEFAULT);

    /** With limits of its own; tags count as levels, and the depth also limits what is encoded. */
    public CborCodec(Limits limits) {
        super("cbor", "application/cbor", "CBOR", limits);
    }

    @Override
    protected PackedReader reader(byte[] buf, int from, int to) {
        return new CborReader(this, buf, from, to);
    }

    @Override
    protected PackedWriter writer(ByteSink sink) {
        return new CborWriter(this, sink);
    }
}
