package dev.wharf.event;

/**
 * What is done with each event. Called on the threads of the lanes, by many of them at a time, each with an event of
 * its own; it may take hours.
 */
@FunctionalInterface
public interface EventHandler {
    /**
     * Handles one event. Its offset is committed once this has returned and everything published through the context is
     * acknowledged.
     *
     * @throws Exception if the event was not dealt with: {@link dev.wharf.failure.TransientFailure} and exceptions that
     *     may pass are tried again, others make a dead letter; {@link dev.wharf.handler.RecordHandler#handle} says more
     */
    void handle(Event event, EventContext context) throws Exception;
}
