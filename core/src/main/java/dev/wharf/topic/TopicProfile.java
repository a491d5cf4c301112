package dev.wharf.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of cluster a plan is for. */
public enum TopicProfile {
    /** Each topic gets the copies that its tier says, or none at all. */
    PROD,
    /** Where there are fewer brokers than copies, there are fewer copies, with a warning. */
    DEV;

    /** The words for them, as they are written in files and on command lines. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TopicProfile::word).toList();
    }

    /** The one of that word; empty if there is none. */
    public static Optional<TopicProfile> of(String word) {
        return Arrays.stream(values())
                .filter(profile -> profile.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
