package dev.wharf.codec;

import dev.wharf.value.Fields;

/** For those who ask for no field by its name. */
final class NoFields {
    static final Fields FIELDS = new Fields();

    private NoFields() {}
}
