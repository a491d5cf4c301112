package dev.wharf.large;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/** Keys of objects: the topic, the day, and an id that begins with the time, so that they sort by it. Any thread. */
final class ObjectNames {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_A_MASK = 0xFFF;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_B_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    /** What ends with the day and such an id. Everything else in a store is somebody else's. */
    private static final Pattern OURS =
            Pattern.compile(".+/\\d{4}/\\d{2}/\\d{2}/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    private ObjectNames() {}

    /** Whether it is the key of an object that we have written. */
    static boolean isOurs(String key) {
        return OURS.matcher(key).matches();
    }

    static String of(String topic, long nowMs) {
        return topic + "/" + DAY.format(Instant.ofEpochMilli(nowMs)) + "/" + timeOrdered(nowMs);
    }

    /** A UUID of version 7, RFC 9562. */
    private static UUID timeOrdered(long nowMs) {
        long high = (nowMs << Short.SIZE) | VERSION_7 | (RANDOM.nextInt() & RANDOM_A_MASK);
        return new UUID(high, VARIANT | (RANDOM.nextLong() & RANDOM_B_MASK));
    }
}
