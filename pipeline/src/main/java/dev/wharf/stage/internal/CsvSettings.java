package dev.wharf.stage.internal;

import dev.wharf.stage.Parameter;
import dev.wharf.stage.StageConfig;

/** What reading and writing of CSV have in common. */
final class CsvSettings {
    static final String HEADERS = "headers";
    private static final String DELIMITER = "delimiter";

    private CsvSettings() {}

    static Parameter headersParameter(String doc) {
        return Parameter.optional(HEADERS, Parameter.Type.BOOLEAN, "true", doc);
    }

    static Parameter delimiterParameter() {
        return Parameter.optional(
                DELIMITER, Parameter.Type.TEXT, ",", "The character between fields, such as `;` or a tab, `\\t`.");
    }

    static char delimiter(StageConfig config) {
        String text = config.text(DELIMITER);
        boolean usable = text.length() == 1 && "\"\r\n".indexOf(text.charAt(0)) < 0;
        if (!usable) {
            config.problem(
                    DELIMITER, DELIMITER + " must be one character, and no quote or line end, not \"" + text + "\"");
        }
        return usable ? text.charAt(0) : ',';
    }
}
