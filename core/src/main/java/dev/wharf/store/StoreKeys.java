package dev.wharf.store;

import java.util.Optional;

/** Which keys objects can have. Any thread. */
public final class StoreKeys {
    /** S3 allows 1024 bytes, prefix included. */
    public static final int MAX_LENGTH = 900;

    /** Most file systems allow 255 bytes a name. */
    private static final int MAX_PART_LENGTH = 250;

    private StoreKeys() {}

    /** What is wrong with a key; empty if nothing is. */
    public static Optional<String> problem(String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return Optional.of("it has " + key.length() + " characters instead of 1 to " + MAX_LENGTH);
        }
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.length() > MAX_PART_LENGTH || part.charAt(0) == '.') {
                return Optional.of("a part of it is empty, begins with a dot, or is longer than " + MAX_PART_LENGTH);
            }
        }
        return key.chars().allMatch(c -> c == '/' || isAllowed(c))
                ? Optional.empty()
                : Optional.of("it has characters other than letters, digits and . _ = - /");
    }

    /** The key, checked. */
    static String checked(String key) {
        problem(key).ifPresent(problem -> {
            throw new StoreException(StoreFailure.REFUSED, "the key of a stored payload is not possible: " + problem);
        });
        return key;
    }

    private static boolean isAllowed(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || ".-_=".indexOf(c) >= 0;
    }
}
