package dev.wharf.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be done with subjects. */
enum Mode {
    READWRITE,
    READONLY,
    /** As {@link #READONLY}; where it is set for all, no subject has another mode. */
    READONLY_OVERRIDE,
    /** Schemas bring their ids and versions with them, and are not held against others. */
    IMPORT;

    /** Reads a name, whatever its case. */
    static Optional<Mode> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(each -> each.name().equals(upper)).findFirst();
    }

    boolean readOnly() {
        return this == READONLY || this == READONLY_OVERRIDE;
    }
}
