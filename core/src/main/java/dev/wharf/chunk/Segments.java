package dev.wharf.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Offsets that come in ascending order, as runs. There are never more than so many: beyond that, runs that are next to
 * each other become one, and whoever reads passes over what stands between them. Not safe for use by many threads.
 */
final class Segments {
    /** Some 4 bytes each in a reference. */
    static final int MOST = 2_000;

    private final List<Segment> runs = new ArrayList<>();

    void add(long offset) {
        if (runs.isEmpty()) {
            runs.add(new Segment(offset, offset));
            return;
        }
        Segment last = runs.get(runs.size() - 1);
        if (offset <= last.last()) {
            throw new IllegalStateException("offset " + offset + " came after " + last.last());
        }
        if (offset == last.last() + 1) {
            runs.set(runs.size() - 1, new Segment(last.first(), offset));
        } else {
            runs.add(new Segment(offset, offset));
            thin();
        }
    }

    /** Every second gap is given up, so that this is done seldom. */
    private void thin() {
        if (runs.size() <= MOST) {
            return;
        }
        List<Segment> thinner = new ArrayList<>();
        for (int i = 0; i < runs.size(); i += 2) {
            Segment end = runs.get(Math.min(i + 1, runs.size() - 1));
            thinner.add(new Segment(runs.get(i).first(), end.last()));
        }
        runs.clear();
        runs.addAll(thinner);
    }

    List<Segment> runs() {
        return List.copyOf(runs);
    }
}
