package dev.wharf.schema;

/** Whether a registry, or a subject of it, takes new schemas. */
public enum RegistryMode {
    READWRITE,
    READONLY,
    /** Read only, whatever subjects say. */
    READONLY_OVERRIDE,
    /** Takes schemas with the ids that they had elsewhere. */
    IMPORT,
    /** Hands everything on to another registry. */
    FORWARD
}
