package dev.wharf.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions as ECMA-262 means them. */
final class BoundedPatternTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "b abc",
                "^a.c$ abc",
                "[[] [",
                "[a&&b] &",
                "[a&&b] b",
                "^[^]$ a",
                "a{ a{",
                "^a{2}$ aa",
                "^a{1,}$ aaa",
                "^a{0,2}$ a",
                "a{,2} a{,2}",
                "x{a} x{a}",
                "^\\a$ a",
                "^\\Z$ Z",
                "^\\/$ /",
                "^\\u{1F680}$ \uD83D\uDE80",
                "^\\u00e4$ ä",
                "^\\p{Letter}+$ äß",
                "^\\p{Lu}$ Ä",
                "^\\p{Script=Greek}$ α",
                "^\\P{Letter}$ 1",
                "^(?!x)[a-z]$ a",
                "^(?<n>a)\\k<n>$ aa",
                "^(a)\\1$ aa",
                "^\\cA?b b",
                "}b }b",
                "^[\\w.-]+$ a.b-c",
                "^[\\S]$ a",
                "^\\d$ 1",
                "^[\\]]$ ]",
            })
    void finds(String pattern, String text) {
        assertThat(BoundedPattern.of(pattern).find(text, new Meter(0, 1))).isTrue();
    }

    @Test
    void differsFromJavaWhereTheLanguagesDo() {
        assertThat(find("^\\s$", "\u2003")).isTrue();
        assertThat(find("^[^\\S]$", "\u00a0")).isTrue();
        assertThat(find("^abc$", "abc\n")).isFalse();
        assertThat(find("^.$", "\u0085")).isTrue();
        assertThat(find("^.$", "\u2028")).isFalse();
        assertThat(find("^\\d$", "\u0663")).isFalse();
        assertThat(find("[]", "]")).isFalse();
        assertThat(find("^\\v$", "\n")).isFalse();
        assertThat(find("^\\v$", "\u000b")).isTrue();
        assertThat(find("^\\0$", "\u0000")).isTrue();
        assertThat(find("^[\\b]$", "\b")).isTrue();
    }

    private static boolean find(String pattern, String text) {
        return BoundedPattern.of(pattern).find(text, new Meter(0, 1));
    }

    @Test
    void repetitionsOfRepetitionsAreMultiplied() {
        assertThat(find("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "2eb8aa08-aa98-11ea-b4aa-73b441d16380"))
                .isTrue();
        assertThat(find("(a{1000}){999}|b", "b")).isTrue();
        assertThatThrownBy(() -> BoundedPattern.of("((a{1000}){1000}){2}"))
                .hasMessage("its repetitions come to more than 1000000");
        assertThatThrownBy(() -> BoundedPattern.of("(((){1000}){1000}){2}"))
                .hasMessage("its repetitions come to more than 1000000");
    }

    @Test
    void countsTheCharactersThatItLooksAt() {
        assertThatThrownBy(() -> find("a*a*a*a*a*a*a*a*a*b", "a".repeat(100)))
                .isInstanceOf(TooCostly.class)
                .hasMessageContaining("too many steps");
        assertThatThrownBy(() -> find("^(a|b|cd)*$", "ab".repeat(1_000_000))).isInstanceOf(TooCostly.class);
    }
}
