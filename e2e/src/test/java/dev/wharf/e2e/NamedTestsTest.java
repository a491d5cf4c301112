package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A page that says which test proves something names one that is there. */
final class NamedTestsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
    private static final List<SourceFile> TESTS =
            Repository.ours().java().stream().filter(SourceFile::test).toList();

    @Test
    void testsThatDocumentsNameAreThere() {
        assertThat(Documents.ours().stream().flatMap(document -> missing(document).stream()))
                .isEmpty();
        assertThat(Documents.ours().stream()
                        .flatMap(document -> NAMED.matcher(document.text()).results()))
                .hasSizeGreaterThan(100);
    }

    @Test
    void findsThoseThatAreNot() {
        SourceFile page = new SourceFile("a.md", """
            `NamedTestsTest`, `NamedTestsTest.findsThoseThatAreNot`
            `NamedTestsTest.forgotten`, `ForgottenIT`
            """);
        assertThat(missing(page)).containsExactly("a.md: NamedTestsTest.forgotten", "a.md: ForgottenIT");
    }

    private static List<String> missing(SourceFile document) {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(document.text());
        while (named.find()) {
            String method = named.group(2) == null ? "" : "void " + named.group(2) + "(";
            String file = named.group(1) + ".java";
            if (TESTS.stream()
                    .noneMatch(
                            test -> test.fileName().equals(file) && test.text().contains(method))) {
                missing.add(document.path() + ": " + named.group().replace("`", ""));
            }
        }
        return missing;
    }
}
