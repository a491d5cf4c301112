package dev.wharf.cli;

import dev.wharf.loop.RecordProcessor;
import dev.wharf.loop.Settling;

/** Where consumed records are written to. Its records settle once they are written out. */
interface ConsumeOutput extends RecordProcessor {
    /** When they do. */
    Settling settling();

    /**
     * Makes durable what becomes so only at the end, or gives it up. Called once, while nothing else is.
     *
     * @param complete false if something failed, or was stopped in the middle
     * @return what there is to say about it, or an empty text
     */
    String finish(boolean complete);

    @Override
    default void returned(int count) {}
}
