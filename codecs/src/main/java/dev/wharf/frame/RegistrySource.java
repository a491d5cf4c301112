package dev.wharf.frame;

import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.RegistryException;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaRegistry;
import java.util.Optional;

/**
 * Schemas out of a registry.
 *
 * @param subject whose context counts
 */
record RegistrySource(SchemaRegistry registry, String subject) implements SchemaSource {
    @Override
    public Optional<SchemaText> find(SchemaKey key) {
        try {
            RegisteredSchema found = switch (key) {
                case SchemaKey.Id id -> registry.byId(id.id(), subject);
                case SchemaKey.Guid guid -> registry.byGuid(guid.guid());
            };
            return Optional.of(text(found, key.toString()));
        } catch (RegistryException e) {
            if (e.fault().missing()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The schema with all that it refers to. */
    SchemaText text(RegisteredSchema found, String label) {
        Schema schema = found.schema();
        return new SchemaText(schema.type(), schema.text(), registry.references(schema, subject), label);
    }
}
