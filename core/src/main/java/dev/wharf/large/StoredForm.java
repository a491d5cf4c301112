package dev.wharf.large;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the stored form of a payload: kept in memory as long as it may be small enough for the record, sent on to its
 * destination from then on. One thread at a time.
 */
final class StoredForm extends OutputStream {
    private final Supplier<Destination> destination;
    private final int mostInRecord;
    private byte[] head = new byte[0];
    private int kept;
    private @Nullable Destination begun;
    private long length;
    private boolean over;

    /** @param mostInRecord so many bytes may stay in memory; 0 if none may */
    StoredForm(int mostInRecord, Supplier<Destination> destination) {
        this.mostInRecord = mostInRecord;
        this.destination = destination;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        if (over) {
            return; // a compressor that is closed after a failure
        }
        length += count;
        Destination known = begun;
        if (known == null && length <= mostInRecord) {
            keep(bytes, offset, count);
            return;
        }
        if (known == null) {
            known = destination.get();
            begun = known;
            known.write(head, 0, kept);
            head = new byte[0];
        }
        known.write(bytes, offset, count);
    }

    private void keep(byte[] bytes, int offset, int count) {
        if (head.length == 0) {
            head = new byte[mostInRecord];
        }
        System.arraycopy(bytes, offset, head, kept, count);
        kept += count;
    }

    long length() {
        return length;
    }

    /** The bytes, if all of them were kept; null if they went to the destination. */
    byte @Nullable [] inRecord() {
        return begun == null ? Arrays.copyOf(head, kept) : null;
    }

    /** Waits until the destination has them. */
    PayloadReference.Place complete() {
        over = true;
        Destination known = begun;
        if (known == null) {
            return new PayloadReference.InRecord();
        }
        PayloadReference.Place place = known.complete();
        known.close();
        begun = null;
        return place;
    }

    /** Gives it up, unless it is complete. */
    void abandon() {
        over = true;
        Destination known = begun;
        begun = null;
        if (known != null) {
            known.close();
        }
    }
}
