package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records {@code wharf consume} reads, and who it is for the brokers. */
final class ConsumeWhat {
    private static final List<String> ISOLATIONS = List.of("read_committed", "read_uncommitted");

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "beginning",
            description = "Where to begin: beginning, end, an offset, -N for the last N of each partition, a time with"
                    + " its zone such as 2026-03-01T10:00:00Z, or @MILLISECONDS (default: ${DEFAULT-VALUE}). With a"
                    + " group: beginning or end, where the group has committed nothing.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            description = "Where to end, that record not included (default: the end as of the start).")
    private @Nullable String to;

    @Option(names = "--follow", description = "Do not end there, but wait for more until stopped.")
    private boolean follow;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many records.")
    private @Nullable Long limit;

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "Only that partition of each topic. May be repeated.")
    private @Nullable List<Integer> partitions;

    @Option(
            names = "--group",
            paramLabel = "ID",
            description = "Read as a member of that consumer group, and commit what was written out (default: no group,"
                    + " nothing is committed).")
    private @Nullable String group;

    @Option(
            names = "--isolation",
            paramLabel = "LEVEL",
            description = "read_committed leaves out what open or aborted transactions wrote; read_uncommitted does"
                    + " not (default: read_committed).")
    private @Nullable String isolation;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ConsumeWhat() {}

    /**
     * Checks what was typed.
     *
     * @param problems gets what is wrong
     */
    void check(List<String> problems) {
        Optional<ConsumePosition> start = ConsumePosition.parse("--from", from, problems);
        if (to != null && ConsumePosition.parse("--to", to, problems).isPresent() && follow) {
            problems.add("--to has an end and --follow has none; remove one");
        }
        if (limit != null && limit < 1) {
            problems.add("--limit " + limit + " must be at least 1");
        }
        if (isolation != null && !ISOLATIONS.contains(isolation)) {
            problems.add("--isolation " + isolation + " is not known; use " + String.join(" or ", ISOLATIONS));
        }
        if (group != null) {
            checkGroup(start, problems);
        }
    }

    private void checkGroup(Optional<ConsumePosition> start, List<String> problems) {
        if (group().orElse("").isBlank()) {
            problems.add("--group has no name");
        }
        if (start.isPresent() && !(start.get() instanceof ConsumePosition.Edge)) {
            problems.add("--from " + from + " does not go with --group, which begins where it has committed; use"
                    + " beginning or end, for where it has not");
        }
        if (to != null || partitions != null) {
            problems.add((to != null ? "--to" : "--partition")
                    + " does not go with --group, whose members share the partitions; remove one");
        }
    }

    /** Where to begin and to end; only after {@link #check}. */
    ConsumeRanges ranges() {
        ConsumePosition start =
                ConsumePosition.parse("--from", from, new ArrayList<>()).orElse(ConsumePosition.Edge.BEGINNING);
        return new ConsumeRanges(start, to(), follow);
    }

    private Optional<ConsumePosition> to() {
        return to == null ? Optional.empty() : ConsumePosition.parse("--to", to, new ArrayList<>());
    }

    /** The settings, with what was chosen here. */
    ClientSettings settings(ClientSettings given) {
        ClientSettings settings =
                isolation == null ? given : given.with(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        boolean latest = group != null && from.equals("end");
        return latest ? settings.with(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest") : settings;
    }

    List<Integer> partitions() {
        return partitions == null ? List.of() : partitions;
    }

    Optional<String> group() {
        return Optional.ofNullable(group);
    }

    boolean follow() {
        return follow;
    }

    /** At most so many records; the largest number where nobody set one. */
    long limit() {
        return limit == null ? Long.MAX_VALUE : limit;
    }
}
