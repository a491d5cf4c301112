package dev.wharf.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.store.ByteBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes wait for their way, and how many go together. */
final class PartTest {
    private static final int SIZE = 700_001;
    private static final long TIB = 1L << 40;

    @TempDir
    Path folder;

    private Part part(boolean spooled, ByteBudget budget) throws Exception {
        return spooled ? SpooledPart.in(folder, SIZE) : MemoryPart.waitFor(SIZE, budget);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPartKeepsWhatFitsAndIsReadAsOftenAsItTakes(boolean spooled) throws Exception {
        byte[] bytes = new byte[SIZE + 10];
        new Random(3).nextBytes(bytes);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, SIZE);

        try (Part part = part(spooled, new ByteBudget(SIZE))) {
            int written = 0;
            while (!part.full()) {
                written += part.write(bytes, written, Math.min(70_000, bytes.length - written));
            }

            assertThat(written).isEqualTo(SIZE);
            assertThat(part.length()).isEqualTo(SIZE);
            assertThat(part.crc32()).isEqualTo((int) crc.getValue());
            assertThat(part.write(bytes, 0, 1)).isZero();
            for (int i = 0; i < 2; i++) {
                assertThat(part.open().readAllBytes()).isEqualTo(Arrays.copyOf(bytes, SIZE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPartThatIsNotFullEndsWhereItsBytesDo(boolean spooled) throws Exception {
        try (Part part = part(spooled, new ByteBudget(SIZE))) {
            part.write(new byte[] {1, 2, 3}, 1, 2);
            InputStream in = part.open();

            assertThat(in.read()).isEqualTo(2);
            assertThat(in.read()).isEqualTo(3);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void memoryIsGivenBackOnce() throws Exception {
        ByteBudget budget = new ByteBudget(2 * SIZE);
        Part part = part(false, budget);
        Part other = part(false, budget);
        assertThat(budget.freeBytes()).isZero();

        part.close();
        part.close();

        assertThat(budget.freeBytes()).isEqualTo(SIZE);
        other.close();
    }

    @Test
    void aSpooledPartHasNoNameInTheFolder() throws Exception {
        try (Part part = part(true, new ByteBudget(1))) {
            part.write(new byte[10], 0, 10);
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> SpooledPart.in(folder.resolve("none"), SIZE)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {5 << 20, 8 << 20})
    void tenThousandPartsHoldFiveTebibytes(long first) {
        PartSizes sizes = new PartSizes(first);
        long all = 0;
        for (int number = 1; number <= PartSizes.MAX_PARTS; number++) {
            all += sizes.of(number);
            assertThat(sizes.of(number)).isBetween(first, 5L << 30);
        }

        assertThat(sizes.of(900)).isEqualTo(first);
        assertThat(sizes.of(901)).isEqualTo(2 * first);
        assertThat(all).isGreaterThanOrEqualTo(5 * TIB);
    }
}
