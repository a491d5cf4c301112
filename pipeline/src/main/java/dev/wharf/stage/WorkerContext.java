package dev.wharf.stage;

import dev.wharf.kafka.Transaction;
import java.util.Optional;

/** The worker that a writer is opened for, and whom the writer tells what became of that worker's records. */
public interface WorkerContext {
    /** To tell clients apart. */
    String name();

    /** What is written goes into it; empty at least once. */
    Optional<Transaction> transaction();

    /** So many records became durable. Any thread. */
    void settled(long count);

    /** So many records will not become durable in this run. Any thread. */
    void returned(long count);
}
