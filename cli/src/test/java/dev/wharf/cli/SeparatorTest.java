package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeparatorTest {
    private static byte[] parsed(String text) {
        List<String> problems = new ArrayList<>();
        byte[] bytes = Separator.parse("--delimiter", text, problems);
        assertThat(problems).isEmpty();
        return bytes;
    }

    @Test
    void textIsUtf8AndEscapesAreBytes() {
        assertThat(parsed("::")).isEqualTo(new byte[] {':', ':'});
        assertThat(parsed("☃")).isEqualTo("☃".getBytes(StandardCharsets.UTF_8));
        assertThat(parsed("\\r\\n\\t\\0\\\\")).isEqualTo(new byte[] {'\r', '\n', '\t', 0, '\\'});
        assertThat(parsed("a\\x1E\\xff")).isEqualTo(new byte[] {'a', 0x1E, (byte) 0xFF});
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "\\q", "\\x", "\\x1", "\\xg0"})
    void whatIsNoEscapeIsAProblem(String text) {
        List<String> problems = new ArrayList<>();
        byte[] bytes = Separator.parse("--delimiter", text, problems);
        assertThat(bytes).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("--delimiter '" + text + "': an escape");
    }

    @Test
    void nothingIsAProblem() {
        List<String> problems = new ArrayList<>();
        byte[] bytes = Separator.parse("--key-delimiter", "", problems);
        assertThat(bytes).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("--key-delimiter is empty");
    }
}
