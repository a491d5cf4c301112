package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.loop.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommitMetadataTest {

    @Test
    void isEmptyWithoutRanges() {
        assertThat(CommitMetadata.encode(5, List.of())).isEmpty();
        assertThat(CommitMetadata.decode(5, "")).isEmpty();
    }

    @Test
    void givesBackTheRangesOfRandomSchedules() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long offset = random.nextLong(1L << 60);
            List<OffsetRange> ranges = ranges(random, offset, random.nextInt(40));
            String text = CommitMetadata.encode(offset, ranges);
            assertThat(CommitMetadata.decode(offset, text)).as("seed %d", seed).isEqualTo(ranges);
        }
    }

    @Test
    void keepsTheLowestRangesThatFit() {
        SplittableRandom random = new SplittableRandom(7);
        List<OffsetRange> ranges = ranges(random, 100, 5_000);
        String text = CommitMetadata.encode(100, ranges);
        List<OffsetRange> kept = CommitMetadata.decode(100, text);
        assertThat(text.length()).isBetween(CommitMetadata.MAX_CHARS / 2, CommitMetadata.MAX_CHARS);
        assertThat(kept).hasSizeGreaterThan(300).isEqualTo(ranges.subList(0, kept.size()));
    }

    @Test
    void cutsWhatTheCommittedOffsetHasPassed() {
        String text = CommitMetadata.encode(10, List.of(new OffsetRange(3, 8), new OffsetRange(9, 14)));
        assertThat(CommitMetadata.decode(10, text)).containsExactly(new OffsetRange(10, 14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "wharf1:!!", "wharf1:gA", "wharf1:AQ", "wharf1:////////////////AQ"})
    void takesNothingFromTextsThatAreNoneOfItsOwn(String text) {
        assertThat(CommitMetadata.decode(10, text)).isEmpty();
    }

    private static List<OffsetRange> ranges(SplittableRandom random, long offset, int count) {
        List<OffsetRange> ranges = new ArrayList<>();
        long at = offset;
        for (int i = 0; i < count; i++) {
            long start = at + 1 + random.nextInt(300);
            at = start + 1 + random.nextInt(1 << random.nextInt(16));
            ranges.add(new OffsetRange(start, at));
        }
        return ranges;
    }
}
