package dev.wharf.stage;

import dev.wharf.value.Fields;

/** What a stage may know of the run that it is opened for. */
public interface StageContext {
    /** The stage's id in the plan. */
    String id();

    /** The name of the pipeline. */
    String pipeline();

    /** The fields of the run; ask for those you will read or write. */
    Fields fields();
}
