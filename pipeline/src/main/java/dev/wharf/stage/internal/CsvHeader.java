package dev.wharf.stage.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The names in the first line of a CSV file. */
final class CsvHeader {
    private static final int MOST_SHOWN = 20;
    private static final char BOM = '\uFEFF';

    private CsvHeader() {}

    /** Reads the first line; empty if there is none. */
    static List<String> read(InputStream content, char delimiter) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        text.mark(1);
        if (text.read() != BOM) {
            text.reset();
        }
        CsvLine.Handler handler = new CsvLine.Handler();
        try {
            Iterator<CsvLine> lines = CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .skipEmptyLines(true)
                    .build(handler, text)
                    .iterator();
            return lines.hasNext() ? names(lines.next()) : List.of();
        } catch (CsvParseException e) {
            throw new WharfException(
                    ErrorCode.SINK_FAILED,
                    "the first line of the file cannot be read as CSV (" + e.getMessage() + "); name another file",
                    e);
        }
    }

    private static List<String> names(CsvLine line) {
        List<String> names = new ArrayList<>();
        for (String name : line.fields()) {
            names.add(name == null ? "" : name);
        }
        return List.copyOf(names);
    }

    /** For people. */
    static String shown(List<String> names) {
        boolean more = names.size() > MOST_SHOWN;
        String shown = String.join(", ", more ? names.subList(0, MOST_SHOWN) : names);
        return more ? shown + " and " + (names.size() - MOST_SHOWN) + " more" : shown;
    }
}
