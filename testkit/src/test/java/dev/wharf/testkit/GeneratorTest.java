package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A generator without brokers. */
final class GeneratorTest {

    @Test
    @Timeout(60)
    void doesNotPassOffWhatItSentBeforeItFailedAsAll(@TempDir Path folder) {
        Generator.Load noKeyToChoose = new Generator.Load("t", 0, 1_000, 5, 1);

        try (Generator generator = Generator.start("localhost:1", noKeyToChoose, folder.resolve("ledger"))) {
            assertThatThrownBy(generator::awaitTotal)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the generator failed");
        }
    }
}
