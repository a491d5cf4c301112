package dev.wharf.frame;

import java.util.UUID;

/** By what a frame names a schema. */
public sealed interface SchemaKey {

    /** The number that a registry has given it. */
    record Id(int id) implements SchemaKey {
        @Override
        public String toString() {
            return String.valueOf(id);
        }
    }

    /** The GUID that it has in every registry. */
    record Guid(UUID guid) implements SchemaKey {
        @Override
        public String toString() {
            return guid.toString();
        }
    }
}
