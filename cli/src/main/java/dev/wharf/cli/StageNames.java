package dev.wharf.cli;

import dev.wharf.pipeline.StageCatalog;
import java.util.Iterator;

/** The functions of all stages, for the shell; found when they are asked for. */
final class StageNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return StageCatalog.load().functions().iterator();
    }
}
