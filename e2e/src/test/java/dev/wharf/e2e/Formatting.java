package dev.wharf.e2e;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;

/** The one format of Java sources here: palantir-java-format, with imports sorted and unused ones removed. */
final class Formatting {

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    String format(SourceFile file) {
        try {
            return formatter.formatSourceAndFixImports(file.text());
        } catch (FormatterException e) {
            throw new IllegalArgumentException(file.path() + " is no Java source: " + e.getMessage(), e);
        }
    }

    boolean formatted(SourceFile file) {
        return format(file).equals(file.text());
    }
}
