package dev.wharf.schema;

/**
 * A schema as a registry has it. Immutable.
 *
 * @param id by which records name it; 0 where the registry did not say
 * @param guid by which records can name it, too; empty where the registry did not say
 * @param subject empty where it was asked for by its id
 * @param version of the subject; 0 where it was asked for by its id
 * @param deleted whether it was deleted, and is still there for those who know its id
 */
public record RegisteredSchema(int id, String guid, String subject, int version, Schema schema, boolean deleted) {}
