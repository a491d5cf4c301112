package dev.wharf.stage;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.MemoryBudget;

/** What a stage that reads from the outside, or writes to it, may know of its run. */
public interface OutsideContext extends StageContext {
    /** The same client settings with the address of the brokers that are really used. */
    ClientSettings resolve(ClientSettings settings);

    MemoryBudget budget();
}
