package dev.wharf.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What the server turns out to understand. A request that it refuses is made again without what it may not understand,
 * until it has taken one that has it; what works is remembered. Any thread.
 */
final class ServerTraits {
    /** Refusals that have to do with something else. */
    private static final Set<String> OTHER_REASONS = Set.of(
            "AuthorizationHeaderMalformed",
            "BadDigest",
            "EntityTooLarge",
            "EntityTooSmall",
            "ExpiredToken",
            "IncompleteBody",
            "InvalidPart",
            "InvalidToken",
            "RequestTimeout",
            "TokenRefreshRequired",
            "XAmzContentSHA256Mismatch");

    private final boolean mayDropChecksums;
    private volatile Trial best;
    private volatile boolean checksumsTaken;
    private volatile boolean conditionTaken;

    interface Call<T> {
        T with(Trial trial);
    }

    ServerTraits(ChecksumMode mode) {
        this.mayDropChecksums = mode == ChecksumMode.AUTO;
        this.best = new Trial(mode != ChecksumMode.WHEN_REQUIRED, true);
    }

    /** What has worked so far, or is worth a try. */
    Trial best() {
        return best;
    }

    /** Whether no request will find out more about checksums. */
    boolean checksumsSettled() {
        return !mayDropChecksums || checksumsTaken || !best.checksums();
    }

    /** It takes the condition and overwrites nevertheless. */
    void ignoresCondition() {
        best = new Trial(best.checksums(), false);
    }

    /** Makes a request of which both may be left out. */
    <T> T adapt(Call<T> call) {
        return adapt(best, mayDropChecksums && !checksumsTaken, call);
    }

    /** Makes a request whose checksums are decided. */
    <T> T adapt(boolean checksums, Call<T> call) {
        return adapt(new Trial(checksums, best.condition()), false, call);
    }

    private <T> T adapt(Trial first, boolean maySendNoChecksums, Call<T> call) {
        try {
            T result = call.with(first);
            taken(first);
            return result;
        } catch (S3Exception refusal) {
            for (Trial less : less(first, maySendNoChecksums, refusal)) {
                try {
                    T result = call.with(less);
                    best = less;
                    taken(less);
                    return result;
                } catch (S3Exception e) {
                    if (!mayNotUnderstand(e)) {
                        throw e;
                    }
                }
            }
            throw refusal;
        }
    }

    private void taken(Trial trial) {
        checksumsTaken |= trial.checksums();
        conditionTaken |= trial.condition();
    }

    private List<Trial> less(Trial first, boolean maySendNoChecksums, S3Exception refusal) {
        List<Trial> trials = new ArrayList<>();
        if (mayNotUnderstand(refusal)) {
            boolean withoutChecksums = first.checksums() && maySendNoChecksums;
            boolean withoutCondition = first.condition() && !conditionTaken;
            if (withoutChecksums) {
                trials.add(new Trial(false, first.condition()));
            }
            if (withoutCondition) {
                trials.add(new Trial(first.checksums(), false));
            }
            if (withoutChecksums && withoutCondition) {
                trials.add(new Trial(false, false));
            }
        }
        return trials;
    }

    private static boolean mayNotUnderstand(S3Exception e) {
        return (e.statusCode() == 400 || e.statusCode() == 501) && !OTHER_REASONS.contains(S3Failures.code(e));
    }
}
