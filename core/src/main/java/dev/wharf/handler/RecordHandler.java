package dev.wharf.handler;

import dev.wharf.record.WharfRecord;

/**
 * What is done with each record. Called on the threads of the lanes, by many of them at a time, each with a record of
 * its own; it may take as long as it likes, up to the deadline if there is one.
 *
 * <pre>{@code
 * RecordHandler handler = (record, context) -> {
 *     Receipt receipt = bank.pay(read(record.value()));              // may throw: tried again, or a dead letter
 *     context.send("receipts", record.key(), Payload.of(receipt.json()));
 * };
 * }</pre>
 */
@FunctionalInterface
public interface RecordHandler {
    /**
     * Handles one record. It is settled once this has returned and everything sent through the context is
     * acknowledged.
     *
     * @throws Exception if the record was not dealt with. What becomes of it is up to the error policy: {@link
     *     dev.wharf.failure.TransientFailure}, {@link dev.wharf.failure.PermanentFailure} and {@link
     *     dev.wharf.failure.InfrastructureFailure} say whose fault it is, {@link dev.wharf.failure.DeadLetterRequest}
     *     asks for a dead letter; other exceptions are judged by their kind. An interrupt asks for a quick end.
     */
    void handle(WharfRecord record, HandlerContext context) throws Exception;
}
