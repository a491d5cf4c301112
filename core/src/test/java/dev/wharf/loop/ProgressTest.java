package dev.wharf.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.value.Fields;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is waited for when a partition is given up in the middle of a poll, where each record is a slice. */
final class ProgressTest {
    private static final Decoding DECODING = new Decoding(JsonCodec.JSON, new Fields(), true);

    private final Progress progress = new Progress();
    private final List<Slice> slices = LongStream.range(0, 4)
            .mapToObj(offset -> new Slice(new Origin("t", 0), DECODING, offset, offset + 1))
            .toList();

    ProgressTest() {
        slices.forEach(progress::add);
        slices.get(0).accept();
        slices.get(0).handedOut();
        slices.get(1).cutAt(1);
    }

    @Test
    void waitsForWhatWasHandedOut() {
        assertThat(progress.allSettled()).isFalse();
    }

    @Test
    void doesNotWaitForRecordsBehindACutThatNobodyWillHandOut() {
        slices.get(0).settle(1);
        assertThat(progress.allSettled()).isTrue();
        assertThat(progress.advance()).isEqualTo(1);
        assertThat(progress.allSettled()).isTrue();
    }

    @Test
    void doesNotWaitForWhatWasGivenUp() {
        slices.get(0).abandon();
        assertThat(progress.allSettled()).isTrue();
        assertThat(progress.advance()).isEqualTo(Progress.NONE);
    }
}
