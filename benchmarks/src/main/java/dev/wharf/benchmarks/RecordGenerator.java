package dev.wharf.benchmarks;

import java.util.SplittableRandom;

/**
 * Purchases as JSON of about 150 bytes or as many as are wanted, the same for the same seed. Half of them have an
 * {@code amount} of at least 100. The key is the user id as text. Not safe for use by many threads.
 */
final class RecordGenerator {
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;
    private static final String[] COUNTRIES = {"DE", "FR", "PL", "US", "BR", "IN", "JP", "NG"};
    private static final String[] EVENTS = {"purchase", "purchase", "refund", "exchange"};

    private final SplittableRandom random;
    private final Bench.Input input;
    private long made;
    private long passing;

    RecordGenerator(long seed, Bench.Input input) {
        this.random = new SplittableRandom(seed);
        this.input = input;
    }

    /**
     * One record to be.
     *
     * @param passes whether its amount is at least 100
     */
    record Generated(String key, String value, long timestamp, boolean passes) {}

    /** Makes the next record. */
    Generated next() {
        long timestamp = FIRST_TIMESTAMP + made++;
        int userId = 1 + random.nextInt(input.users());
        boolean passes = random.nextBoolean();
        int cents = random.nextInt(10_000) + (passes ? 10_000 : 0);
        passing += passes ? 1 : 0;
        return new Generated(Integer.toString(userId), json(userId, cents, timestamp), timestamp, passes);
    }

    /** How many of the records made so far have an amount of at least 100. */
    long passing() {
        return passing;
    }

    private String json(int userId, int cents, long timestamp) {
        StringBuilder text = new StringBuilder(192).append("{\"id\":\"");
        appendUuid(text);
        text.append("\",\"user_id\":").append(userId);
        text.append(",\"event\":\"").append(EVENTS[random.nextInt(EVENTS.length)]);
        text.append("\",\"amount\":").append(cents / 100).append('.');
        text.append((char) ('0' + cents / 10 % 10)).append((char) ('0' + cents % 10));
        text.append(",\"quantity\":").append(1 + random.nextInt(9));
        text.append(",\"country\":\"").append(COUNTRIES[random.nextInt(COUNTRIES.length)]);
        text.append("\",\"ts\":").append(timestamp);
        text.append(",\"ok\":").append(random.nextInt(10) > 0);
        appendNote(text);
        return text.append('}').toString();
    }

    /** Letters at random, up to the size that is wanted. */
    private void appendNote(StringBuilder text) {
        String start = ",\"note\":\"";
        int missing = input.bytes() - text.length() - start.length() - 2;
        if (missing > 0) {
            text.append(start);
            for (int i = 0; i < missing; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append('"');
        }
    }

    private void appendUuid(StringBuilder text) {
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            text.append(dash ? '-' : Character.forDigit(random.nextInt(16), 16));
        }
    }
}
