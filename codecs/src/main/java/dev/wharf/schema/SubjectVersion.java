package dev.wharf.schema;

/** A place in a registry. */
public record SubjectVersion(String subject, int version) {
    @Override
    public String toString() {
        return subject + " version " + version;
    }
}
