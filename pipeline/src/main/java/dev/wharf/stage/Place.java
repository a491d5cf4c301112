package dev.wharf.stage;

/** Where a stage stands in the graph: it reads from outside, changes what comes, or writes to the outside. */
public enum Place {
    SOURCE,
    TRANSFORM,
    SINK
}
