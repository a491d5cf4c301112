package dev.wharf.loop;

import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.Optional;

/** How what a worker has done becomes final, with its offsets. Worker's thread only; waits only where it says so. */
public interface Delivery {

    /** Whether records may be handed out now. */
    boolean open();

    /**
     * Goes on with what is due; called between polls.
     *
     * @param ending whether nothing more comes for now, so that whatever can be made final should be, at once
     */
    void advance(long nowNanos, boolean ending);

    /** Whether nothing is left that {@link #advance} could make final, or that could come again. */
    boolean idle();

    /** What keeps work from becoming final. Called several times a second. */
    default Optional<Trouble> trouble(long nowNanos) {
        return Optional.empty();
    }

    /** A record could not be dealt with, so that what is not final must not become so, as far as that can be chosen. */
    void abandon();

    /**
     * Partitions are being given up while the source polls. May wait for as long.
     *
     * @param limit the longest that it may take
     */
    void givingUp(Duration limit);

    /** Makes final what is settled, and waits for it at most so long. */
    void finish(Duration timeout);
}
