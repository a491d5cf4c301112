package dev.wharf.testkit;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** The id in a value, however changed the rest of it is. */
    static OptionalLong idOf(String value) {
        Matcher matcher = ID.matcher(value);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
