package dev.wharf.status;

import java.util.ArrayList;
import java.util.List;

/**
 * What a worker last saw.
 *
 * @param name of its thread
 * @param paused whether it has told its source to bring no more for now
 * @param troubles its own and its stages'
 * @param standsStillMs for how long its thread has been at one thing, in milliseconds; 0 while it comes round
 */
public record WorkerStatus(
        String name, Phase phase, boolean paused, SourceStatus source, List<Trouble> troubles, long standsStillMs) {

    public WorkerStatus {
        troubles = List.copyOf(troubles);
    }

    /** Of a worker whose thread has not begun yet. */
    public static WorkerStatus starting(String name) {
        return new WorkerStatus(name, Phase.STARTING, false, SourceStatus.NONE, List.of(), 0);
    }

    /** All that is in its way, its source's troubles among them. */
    public List<Trouble> allTroubles() {
        List<Trouble> all = new ArrayList<>(source.troubles());
        all.addAll(troubles);
        return all;
    }

    /** The same worker, found at one thing for so long. */
    public WorkerStatus standingStill(long millis, Trouble why) {
        List<Trouble> all = new ArrayList<>(troubles);
        all.add(why);
        return new WorkerStatus(name, phase, paused, source, all, millis);
    }
}
