package dev.wharf.handler;

/**
 * Where the records of one run went: in = handled + skipped + dead-lettered + returned + in flight. What an aborted
 * transaction has counted is left out.
 *
 * @param in records read
 * @param handled records whose handler has returned, with everything acknowledged that it sent
 * @param skipped records left out by the error policy
 * @param deadLettered records whose dead letter is durable
 * @param returned records given back, to be read again: undone when the run ended, or one that stopped it
 * @param sent records sent through the context, and acknowledged
 */
public record HandlerLedger(long in, long handled, long skipped, long deadLettered, long returned, long sent) {
    /** Records read and not yet done with. */
    public long inFlight() {
        return in - handled - skipped - deadLettered - returned;
    }
}
