package dev.wharf.doctor;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which level of the feature {@code metadata.version} came with which release of Kafka. */
final class MetadataLevels {
    static final String FEATURE = "metadata.version";
    /** Without that feature: before KRaft, or with ZooKeeper. */
    static final String TOO_OLD = "3.9 or older, with ZooKeeper";

    /** The first level of each release. */
    private static final NavigableMap<Integer, String> FIRST = new TreeMap<>(Map.ofEntries(
            Map.entry(1, "3.0"),
            Map.entry(2, "3.1"),
            Map.entry(3, "3.2"),
            Map.entry(4, "3.3"),
            Map.entry(8, "3.4"),
            Map.entry(9, "3.5"),
            Map.entry(12, "3.6"),
            Map.entry(15, "3.7"),
            Map.entry(20, "3.8"),
            Map.entry(21, "3.9"),
            Map.entry(22, "4.0"),
            Map.entry(26, "4.1"),
            Map.entry(28, "4.2"),
            Map.entry(30, "4.3")));

    private static final int LAST_KNOWN = 30;

    private MetadataLevels() {}

    /** The release that has the level; "or newer" where the level is beyond those known here. */
    static String release(int level) {
        Map.Entry<Integer, String> found = FIRST.floorEntry(level);
        if (found == null) {
            return TOO_OLD;
        }
        return level > LAST_KNOWN ? found.getValue() + " or newer" : found.getValue();
    }

    static boolean isOld(String release) {
        return release.startsWith("3.");
    }
}
