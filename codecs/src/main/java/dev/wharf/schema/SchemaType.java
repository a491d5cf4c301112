package dev.wharf.schema;

/** The languages of schemas, by the names that registries use. */
public enum SchemaType {
    AVRO,
    PROTOBUF,
    JSON
}
