package dev.wharf.frame;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.RegistryException;
import dev.wharf.schema.RegistryFault;
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

    /** Schemas that are kept on the disk are there without the registry. */
    @Override
    public void reach() {
        if (registry.settings().caching().directory().isEmpty()) {
            try {
                var unused = registry.api().types();
            } catch (RegistryException e) {
                if (!e.fault().missing()) {
                    throw atTheStart(e);
                }
            }
        }
    }

    /** Before anything has begun, a registry that is away is an environment that is missing. */
    static WharfException atTheStart(RegistryException e) {
        return e.fault() == RegistryFault.UNAVAILABLE
                ? new WharfException(ErrorCode.ENVIRONMENT, String.valueOf(e.getMessage()), e)
                : e;
    }

    /** The schema with all that it refers to. */
    SchemaText text(RegisteredSchema found, String label) {
        Schema schema = found.schema();
        return new SchemaText(schema.type(), schema.text(), registry.references(schema, subject), label);
    }
}
