package dev.wharf.status;

/** A run that can be looked at while it goes. Looking costs the run nothing, and may be done by any thread. */
public interface Observed {
    RunStatus status();
}
