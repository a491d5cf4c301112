package dev.wharf.frame;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.SchemaType;
import java.util.Map;

/** Reads by whichever language a schema is in. */
record AnyFormat(Map<SchemaType, SchemaFormat> formats) implements SchemaFormat {
    @Override
    public String name() {
        return "auto";
    }

    @Override
    public Reading reading(SchemaText schema) {
        return format(schema).reading(schema);
    }

    @Override
    public Writing writing(SchemaText schema) {
        return format(schema).writing(schema);
    }

    private SchemaFormat format(SchemaText schema) {
        SchemaFormat format = formats.get(schema.type());
        if (format == null) {
            throw new WharfException(ErrorCode.CONFIGURATION, "there is no codec for schemas of type " + schema.type());
        }
        return format;
    }
}
