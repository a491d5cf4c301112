package dev.wharf.testkit;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of a generator. Its value holds all of it, as JSON.
 *
 * @param id counts the records of one generator from 0
 * @param seq counts the records of one key from 0
 * @param amount for filters: 0 to 199
 */
public record Sent(long id, String key, long seq, int amount) {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d{1,18})\\b");

    /** The value that is sent. */
    public String value() {
        return "{\"id\":" + id + ",\"key\":\"" + key + "\",\"seq\":" + seq + ",\"amount\":" + amount + "}";
    }

    /** The headers of a record that is sent with headers: one name twice, bytes that are no text, none, and null. */
    Headers headers() {
        byte[] noText = {0, (byte) 0xff, (byte) id, (byte) (id >> 8)};
        return new RecordHeaders()
                .add("sent-id", String.valueOf(id).getBytes(StandardCharsets.UTF_8))
                .add("sent-id", noText)
                .add("sent-empty", new byte[0])
                .add("sent-null", null);
    }

    /** The id in a value, however changed the rest of it is. */
    static OptionalLong idOf(String value) {
        Matcher matcher = ID.matcher(value);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
