package dev.wharf.s3;

import dev.wharf.store.ByteBudget;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A part in memory, in pieces that are made as they are needed. Its whole size is taken from the budget before. */
final class MemoryPart extends Part {
    /** Below the half of a region of the collector, so that none is treated as huge. */
    private static final int PIECE = 256 << 10;

    private final int held;
    private final @Nullable ByteBudget budget;
    private final AtomicBoolean closed = new AtomicBoolean();
    private List<byte[]> pieces = new ArrayList<>();

    private MemoryPart(int size, @Nullable ByteBudget budget) {
        super(size);
        this.held = size;
        this.budget = budget;
    }

    /** Waits until the budget has room for it. */
    static MemoryPart waitFor(int size, ByteBudget budget) throws InterruptedException {
        budget.acquire(size);
        return new MemoryPart(size, budget);
    }

    /** One that holds nothing. */
    static MemoryPart empty() {
        return new MemoryPart(0, null);
    }

    @Override
    void append(byte[] bytes, int offset, int count) {
        int from = offset;
        int end = offset + count;
        long position = length();
        while (from < end) {
            int piece = (int) (position / PIECE);
            int at = (int) (position % PIECE);
            if (piece == pieces.size()) {
                pieces.add(new byte[(int) Math.min(PIECE, held - position)]);
            }
            int copied = Math.min(end - from, pieces.get(piece).length - at);
            System.arraycopy(bytes, from, pieces.get(piece), at, copied);
            from += copied;
            position += copied;
        }
    }

    @Override
    InputStream open() {
        return new Reading(pieces, length());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pieces = List.of();
            if (budget != null) {
                budget.release(held);
            }
        }
    }

    private static final class Reading extends InputStream {
        private final List<byte[]> pieces;
        private final long length;
        private long position;

        Reading(List<byte[]> pieces, long length) {
            this.pieces = pieces;
            this.length = length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            if (position == length) {
                return count == 0 ? 0 : -1;
            }
            byte[] piece = pieces.get((int) (position / PIECE));
            int at = (int) (position % PIECE);
            int copied = (int) Math.min(Math.min(count, piece.length - at), length - position);
            System.arraycopy(piece, at, bytes, offset, copied);
            position += copied;
            return copied;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - position);
        }
    }
}
