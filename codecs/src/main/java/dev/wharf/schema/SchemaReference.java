package dev.wharf.schema;

/**
 * One schema's use of another.
 *
 * @param name by which it is used: a full name in Avro, what is imported in Protobuf, a URL in JSON Schema
 * @param subject where it is registered
 * @param version of the subject
 */
public record SchemaReference(String name, String subject, int version) {}
