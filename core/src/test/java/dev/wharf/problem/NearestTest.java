package dev.wharf.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which name was probably meant. */
final class NearestTest {
    private static final List<String> NAMES = List.of("format", "from", "path");

    @Test
    void findsTheNameWithTheFewestDifferences() {
        assertThat(Nearest.to("fromat", NAMES)).contains("format");
        assertThat(Nearest.to("form", NAMES)).contains("from");
        assertThat(Nearest.to("pth", NAMES)).contains("path");
    }

    @Test
    void findsNoneWhereMoreThanAThirdDiffers() {
        assertThat(Nearest.to("delimiter", NAMES)).isEmpty();
        assertThat(Nearest.to("", NAMES)).isEmpty();
    }

    @Test
    void namesAllWhereTheyAreFewAndNoneIsNear() {
        assertThat(Nearest.hint("delimiter", NAMES)).isEqualTo("; known are format, from, path");
        assertThat(Nearest.hint("delimiter", List.of())).isEmpty();
    }
}
