package dev.wharf.doctor;

import dev.wharf.error.WharfException;
import dev.wharf.topic.ClusterAdmin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.utils.AppInfoParser;

/** Versions of client, brokers and cluster, and what the cluster's features allow. */
final class VersionCheck {
    private static final String CHECK = "version";
    private static final int MOST_BROKERS = 20;

    private final Findings findings;
    private final ClusterAdmin cluster;

    VersionCheck(Findings findings, ClusterAdmin cluster) {
        this.findings = findings;
        this.cluster = cluster;
    }

    void look() {
        findings.ok(CHECK, "our client is Kafka " + AppInfoParser.getVersion());
        try {
            List<Node> nodes =
                    cluster.await(cluster.admin().describeCluster().nodes(), ClusterCheck.CALL_LIMIT).stream()
                            .sorted(Comparator.comparingInt(Node::id))
                            .limit(MOST_BROKERS)
                            .toList();
            Map<String, List<Integer>> byRelease = new TreeMap<>();
            FeatureMetadata last = null;
            for (Node node : nodes) {
                last = features(node.id());
                byRelease
                        .computeIfAbsent(release(last), unknown -> new ArrayList<>())
                        .add(node.id());
            }
            brokers(byRelease);
            if (last != null) {
                features(last);
            }
        } catch (WharfException e) {
            findings.warning(
                    CHECK,
                    "the brokers do not tell their features: " + e.getMessage(),
                    "if they are older than Kafka 2.7, upgrade them");
        }
    }

    private FeatureMetadata features(int node) {
        DescribeFeaturesOptions options = new DescribeFeaturesOptions().nodeId(node);
        return cluster.await(cluster.admin().describeFeatures(options).featureMetadata(), ClusterCheck.CALL_LIMIT);
    }

    /** What a broker could do at most tells which software it is. */
    private static String release(FeatureMetadata features) {
        return Optional.ofNullable(features.supportedFeatures().get(MetadataLevels.FEATURE))
                .map(range -> MetadataLevels.release(range.maxVersion()))
                .orElse(MetadataLevels.TOO_OLD);
    }

    private void brokers(Map<String, List<Integer>> byRelease) {
        String what = byRelease.entrySet().stream()
                .map(entry -> (entry.getValue().size() == 1 ? "broker " : "brokers ")
                        + entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " of Kafka " + entry.getKey())
                .collect(Collectors.joining("; "));
        if (byRelease.keySet().stream().anyMatch(MetadataLevels::isOld)) {
            findings.warning(
                    CHECK,
                    what,
                    "upgrade to Kafka 4.0 or newer: older ones are no longer mended, and lack the consumer protocol");
        } else if (byRelease.size() > 1) {
            findings.warning(CHECK, what, "end the upgrade, so that all brokers are of one version");
        } else {
            findings.ok(CHECK, what);
        }
    }

    private void features(FeatureMetadata features) {
        Map<String, FinalizedVersionRange> finalized = features.finalizedFeatures();
        String all = new TreeSet<>(finalized.keySet())
                .stream().map(name -> name + " " + level(finalized, name)).collect(Collectors.joining(", "));
        findings.ok("features", all.isEmpty() ? "none are finalized" : all);
        if (!MetadataLevels.isOld(release(features)) && level(finalized, "group.version") < 1) {
            findings.warning(
                    "features",
                    "group.version is 0, so group.protocol = consumer is not possible",
                    "kafka-features.sh upgrade --feature group.version=1, if it is wanted");
        }
    }

    private static int level(Map<String, FinalizedVersionRange> finalized, String name) {
        FinalizedVersionRange range = finalized.get(name);
        return range == null ? 0 : range.maxVersionLevel();
    }
}
