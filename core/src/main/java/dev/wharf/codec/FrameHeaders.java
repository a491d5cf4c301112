package dev.wharf.codec;

import java.util.List;
import org.apache.kafka.common.header.Headers;

/** The headers in which frames of others, and ours, name a schema. They belong to the bytes that they came with. */
public final class FrameHeaders {
    /** The schema of the key, by its GUID. */
    public static final String KEY = "__key_schema_id";
    /** The schema of the value, by its GUID. */
    public static final String VALUE = "__value_schema_id";

    public static final String APICURIO_KEY_CONTENT = "apicurio.key.contentId";
    public static final String APICURIO_KEY_GLOBAL = "apicurio.key.globalId";
    public static final String APICURIO_VALUE_CONTENT = "apicurio.value.contentId";
    public static final String APICURIO_VALUE_GLOBAL = "apicurio.value.globalId";

    private static final List<String> OF_VALUES =
            List.of(VALUE, APICURIO_VALUE_CONTENT, APICURIO_VALUE_GLOBAL, "apicurio.value.encoding");

    private FrameHeaders() {}

    /** Removes what is said there of a value, which is written in another way now. */
    public static void dropOfValue(Headers headers) {
        OF_VALUES.forEach(headers::remove);
    }
}
