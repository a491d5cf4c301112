package dev.wharf.stage;

import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Settling;
import java.io.InputStream;
import java.util.List;

/** What a source may know of its run. */
public interface SourceContext extends OutsideContext {
    LoopSettings loop();

    /** Topics of the plan that records of this source may be passed on to as they are: of sinks and dead letters. */
    default List<TopicUse> passesOnTo() {
        return List.of();
    }

    /** When everything behind the source has settled what it gets. */
    Settling settling();

    /** The command's standard input. */
    InputStream standardInput();
}
