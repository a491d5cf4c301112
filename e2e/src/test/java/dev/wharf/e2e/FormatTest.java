package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every Java file is formatted. The check runs in the tests' JVM, so that it does not matter which one runs Maven. */
final class FormatTest {

    private static final String FIX = "run `just fmt` (mvn -Pfmt process-test-classes -pl e2e -am)";

    @Test
    void everyJavaFileIsFormatted() {
        Formatting formatting = new Formatting();
        assertThat(Repository.ours().java().stream().filter(file -> !formatting.formatted(file)))
                .extracting(SourceFile::path)
                .as(FIX)
                .isEmpty();
    }

    @Test
    void findsAFileThatIsNot() {
        Formatting formatting = new Formatting();
        assertThat(formatting.formatted(new SourceFile("X.java", "class X {int a;}\n")))
                .isFalse();
        assertThat(formatting.formatted(new SourceFile("X.java", "import java.util.List;\n\nclass X {}\n")))
                .isFalse();
        assertThat(formatting.formatted(new SourceFile("X.java", "class X {\n    int a;\n}\n")))
                .isTrue();
    }

    @Test
    void readsTheLanguageLevelOfTheProject() {
        String text = """
            class X {
                Object f(Object o) {
                    return o instanceof R(int a) ? a : o;
                }

                record R(int a) {}
            }
            """;
        assertThat(new Formatting().formatted(new SourceFile("X.java", text))).isTrue();
    }
}
