package dev.wharf.stage;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.loop.LoopSettings;
import java.io.InputStream;

/** What a source may know of its run. */
public interface SourceContext extends StageContext {
    /** The same client settings with the address of the brokers that are really used. */
    ClientSettings resolve(ClientSettings settings);

    MemoryBudget budget();

    LoopSettings loop();

    /** Whether everything behind the source settles before the end of the run. */
    boolean settlesAlone();

    /** The command's standard input. */
    InputStream standardInput();
}
