package dev.wharf.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** What runs here, in which versions. */
final class Versions implements IVersionProvider {

    /** Name to version, in the order to show them. */
    static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("wharf", wharf());
        versions.put("kafka", AppInfoParser.getVersion());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    static String line() {
        Map<String, String> versions = all();
        return "wharf " + versions.get("wharf") + " (Kafka " + versions.get("kafka") + ", Java " + versions.get("java")
                + ")";
    }

    static String wharf() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }
}
