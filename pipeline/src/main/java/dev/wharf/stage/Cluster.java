package dev.wharf.stage;

import java.util.Map;
import java.util.TreeMap;

/**
 * The cluster that a stage talks to, and how, as configured: secrets are still references.
 *
 * @param brokers the addresses
 * @param settings of the client
 */
public record Cluster(String brokers, Map<String, String> settings) {
    public Cluster {
        settings = Map.copyOf(settings);
    }

    /** The names of the settings; never a value. */
    @Override
    public String toString() {
        return brokers + " " + new TreeMap<>(settings).keySet();
    }
}
