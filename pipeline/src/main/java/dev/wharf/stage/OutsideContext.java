package dev.wharf.stage;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.MemoryBudget;
import java.util.Optional;

/** What a stage that reads from the outside, or writes to it, may know of its run. */
public interface OutsideContext extends StageContext {
    /** The same client settings with the address of the brokers that are really used. */
    ClientSettings resolve(ClientSettings settings);

    MemoryBudget budget();

    /** The registry to use where a stage names none: the one that is started beside the embedded Kafka. */
    Optional<String> registry();

    /** Something that is closed when the run is over, behind all workers. */
    void closes(AutoCloseable last);
}
