package dev.wharf.doctor;

import dev.wharf.doctor.Finding.Cause;
import dev.wharf.error.WharfException;
import dev.wharf.topic.ClusterAdmin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.QuorumInfo;

/**
 * Our clock against that of the cluster. The only clock that brokers show without anything being written is the one of
 * the active controller: it tells, with the state of the quorum, when it has last heard of each voter, and of itself it
 * has always heard just now.
 */
final class ClockCheck {
    private static final String CHECK = "clock";
    private static final long NOTABLE_MS = Duration.ofSeconds(1).toMillis();
    /** Kerberos and many token servers refuse more. */
    private static final long BAD_MS = Duration.ofMinutes(5).toMillis();

    private final Findings findings;
    private final ClusterAdmin cluster;
    private final InstantSource ours;

    ClockCheck(Findings findings, ClusterAdmin cluster, InstantSource ours) {
        this.findings = findings;
        this.cluster = cluster;
        this.ours = ours;
    }

    void look() {
        try {
            long before = ours.millis();
            QuorumInfo quorum =
                    cluster.await(cluster.admin().describeMetadataQuorum().quorumInfo(), ClusterCheck.CALL_LIMIT);
            long after = ours.millis();
            OptionalLong theirs = quorum.voters().stream()
                    .filter(voter -> voter.replicaId() == quorum.leaderId())
                    .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
                    .flatMapToLong(OptionalLong::stream)
                    .filter(time -> time > 0)
                    .findFirst();
            if (theirs.isPresent()) {
                judge(theirs.getAsLong(), before, after);
            } else {
                findings.skipped(CHECK, "not checked: the controller does not tell its time");
            }
        } catch (WharfException e) {
            findings.skipped(CHECK, "not checked: only the controller tells its time, and " + e.getMessage());
        }
    }

    /** Their time is from somewhere between before and after. */
    private void judge(long theirs, long before, long after) {
        judge(theirs > after ? theirs - after : theirs < before ? theirs - before : 0, after - before);
    }

    private void judge(long aheadMs, long errorMs) {
        String what = aheadMs == 0
                ? "as that of the controller, to within " + Math.max(1, errorMs) + " ms"
                : "that of the controller is " + words(Math.abs(aheadMs)) + (aheadMs > 0 ? " ahead" : " behind");
        if (Math.abs(aheadMs) >= BAD_MS) {
            findings.problem(CHECK, Cause.STATE, what, "set both by a time server (NTP)");
        } else if (Math.abs(aheadMs) >= NOTABLE_MS) {
            findings.warning(CHECK, what, "set both by a time server (NTP); timestamps and retention go by them");
        } else {
            findings.ok(CHECK, what);
        }
    }

    private static String words(long ms) {
        return ms < 10_000 ? ms + " ms" : ms / 1_000 + " s";
    }
}
