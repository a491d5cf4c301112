package dev.wharf.stage;

import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Settling;
import java.io.InputStream;

/** What a source may know of its run. */
public interface SourceContext extends OutsideContext {
    LoopSettings loop();

    /** When everything behind the source has settled what it gets. */
    Settling settling();

    /** The command's standard input. */
    InputStream standardInput();
}
