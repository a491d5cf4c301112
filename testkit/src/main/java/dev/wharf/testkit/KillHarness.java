package dev.wharf.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts the processes of one test, and knows them all: none outlives it, and what they said can be told when the test
 * fails. It signals only processes that it started. Any thread.
 */
public final class KillHarness implements AutoCloseable {
    private final Path folder;
    private final List<ChildProcess> children = new ArrayList<>();

    /**
     * @param folder where the processes run, and where their output goes
     */
    public KillHarness(Path folder) {
        this.folder = folder;
    }

    /** Starts a command. The name may come again: each start has files of its own. */
    public synchronized ChildProcess start(String name, List<String> command, Map<String, String> environment) {
        ChildProcess child = ChildProcess.start(name + "-" + children.size(), command, environment, folder);
        children.add(child);
        return child;
    }

    /** The last lines of every process, for the description of a failure. */
    public synchronized String tails() {
        return children.stream().map(ChildProcess::tail).collect(Collectors.joining("\n"));
    }

    /** Kills what still runs. */
    @Override
    public synchronized void close() {
        children.forEach(ChildProcess::close);
    }
}
