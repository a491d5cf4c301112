package dev.wharf.stage;

import dev.wharf.loop.LoopSettings;
import java.io.InputStream;

/** What a source may know of its run. */
public interface SourceContext extends OutsideContext {
    LoopSettings loop();

    /** Whether everything behind the source settles before the end of the run. */
    boolean settlesAlone();

    /** The command's standard input. */
    InputStream standardInput();
}
