package dev.wharf.frame;

import dev.wharf.codec.FrameHeaders;
import dev.wharf.payload.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How a payload says which schema it was written with.
 *
 * <p>All that read look at the headers first: a producer that names the schema there leaves the payload bare.
 */
public enum Framing {
    /**
     * A byte 0 and the id in four bytes, before the payload; read also from the header. What most registries' clients
     * write.
     */
    CONFLUENT,
    /**
     * A header {@code __key_schema_id} or {@code __value_schema_id} with a byte 1 and the GUID; the payload is bare.
     */
    CONFLUENT_HEADER,
    /** A byte 0 and the id in eight bytes, before the payload. Only read. */
    APICURIO,
    /** Headers {@code apicurio.value.contentId} or {@code globalId}, eight bytes; the payload is bare. Only read. */
    APICURIO_HEADERS,
    /** No frame. */
    NONE,
    /** Whatever of these it looks like. Only read. */
    AUTO;

    private static final byte[] NOTHING = {};
    private static final byte BY_ID = 0;
    private static final byte BY_GUID = 1;
    private static final int ID_BYTES = 4;
    private static final int LONG_ID_BYTES = 8;
    private static final int GUID_BYTES = 16;

    /** The words for those that can be read. */
    public static List<String> readable() {
        return Arrays.stream(values()).map(Framing::word).toList();
    }

    /** The words for those that can be written. */
    public static List<String> writable() {
        return List.of(CONFLUENT.word(), CONFLUENT_HEADER.word(), NONE.word());
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this word; empty if there is none. */
    public static Optional<Framing> of(String word) {
        return Arrays.stream(values())
                .filter(framing -> framing.word().equals(word))
                .findFirst();
    }

    /**
     * The frame of a payload; empty where there is none of this kind.
     *
     * @param headers of the record; null where there are none
     * @param isKey whether the payload is the key of its record
     */
    public Optional<Frame> find(Payload.Inline payload, @Nullable Headers headers, boolean isKey) {
        return switch (this) {
            case NONE -> Optional.empty();
            case CONFLUENT -> confluentHeader(headers, isKey).or(() -> prefix(payload, ID_BYTES));
            case CONFLUENT_HEADER -> confluentHeader(headers, isKey);
            case APICURIO -> apicurioHeader(headers, isKey).or(() -> prefix(payload, LONG_ID_BYTES));
            case APICURIO_HEADERS -> apicurioHeader(headers, isKey);
            case AUTO ->
                confluentHeader(headers, isKey)
                        .or(() -> apicurioHeader(headers, isKey))
                        .or(() -> prefix(payload, looksLong(payload) ? LONG_ID_BYTES : ID_BYTES));
        };
    }

    /** No registry gives the id 0: four zeros are the upper half of a longer one. */
    private static boolean looksLong(Payload.Inline payload) {
        return payload.size() > LONG_ID_BYTES
                && ByteBuffer.wrap(payload.buffer()).getInt(payload.offset() + 1) == 0;
    }

    private static Optional<Frame> prefix(Payload.Inline payload, int idBytes) {
        int start = payload.offset();
        if (payload.size() <= idBytes || payload.buffer()[start] != 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload.buffer());
        long id = idBytes == ID_BYTES ? bytes.getInt(start + 1) : bytes.getLong(start + 1);
        return byId(id, 1 + idBytes, null);
    }

    private static Optional<Frame> byId(long id, int bodyStart, byte @Nullable [] headerRest) {
        return id >= 0 && id <= Integer.MAX_VALUE
                ? Optional.of(new Frame(new SchemaKey.Id((int) id), bodyStart, headerRest))
                : Optional.empty();
    }

    private static Optional<Frame> confluentHeader(@Nullable Headers headers, boolean isKey) {
        byte[] value = last(headers, isKey ? FrameHeaders.KEY : FrameHeaders.VALUE);
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(value, 1, value.length - 1);
        if (value[0] == BY_GUID && value.length >= 1 + GUID_BYTES) {
            UUID guid = new UUID(bytes.getLong(), bytes.getLong());
            return Optional.of(new Frame(new SchemaKey.Guid(guid), 0, rest(value, 1 + GUID_BYTES)));
        }
        return value[0] == BY_ID && value.length >= 1 + ID_BYTES
                ? byId(bytes.getInt(), 0, rest(value, 1 + ID_BYTES))
                : Optional.empty();
    }

    private static byte[] rest(byte[] value, int from) {
        return Arrays.copyOfRange(value, from, value.length);
    }

    private static Optional<Frame> apicurioHeader(@Nullable Headers headers, boolean isKey) {
        byte[] content = last(headers, isKey ? FrameHeaders.APICURIO_KEY_CONTENT : FrameHeaders.APICURIO_VALUE_CONTENT);
        byte[] value = content == null
                ? last(headers, isKey ? FrameHeaders.APICURIO_KEY_GLOBAL : FrameHeaders.APICURIO_VALUE_GLOBAL)
                : content;
        return value == null || value.length != LONG_ID_BYTES
                ? Optional.empty()
                : byId(ByteBuffer.wrap(value).getLong(), 0, NOTHING);
    }

    private static byte @Nullable [] last(@Nullable Headers headers, String name) {
        Header header = headers == null ? null : headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
