package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.stage.SinkStage;

/** Standard output has room for one kind of data. */
final class StandardOutput {
    private StandardOutput() {}

    /**
     * Refuses to mix the ledger with records.
     *
     * @throws WharfException with {@code CONFIGURATION} if both were to be printed there
     */
    static void check(Plan plan, boolean json) {
        if (!json) {
            return;
        }
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SinkStage sink && sink.writesStandardOutput()) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "--json prints the ledger on standard output, where stage " + node.id() + " (" + node.function()
                                + ") prints its records; leave out --json, or let the stage write to a file");
            }
        }
    }
}
