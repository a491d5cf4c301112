package dev.wharf.protobuf;

import java.util.Map;

/**
 * The files that a schema can import without bringing them: Google's own, as far as records are concerned, and those
 * that Confluent's registry has built in.
 */
final class BuiltInProtos {
    private static final String HEAD = "syntax = \"proto3\"; package google.protobuf;\n";

    static final String DESCRIPTOR_NAME = "google/protobuf/descriptor.proto";

    /** By the name under which they are imported. */
    static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("google/protobuf/any.proto", HEAD + "message Any { string type_url = 1; bytes value = 2; }"),
            Map.entry(
                    "google/protobuf/timestamp.proto",
                    HEAD + "message Timestamp { int64 seconds = 1; int32 nanos = 2; }"),
            Map.entry(
                    "google/protobuf/duration.proto",
                    HEAD + "message Duration { int64 seconds = 1; int32 nanos = 2; }"),
            Map.entry("google/protobuf/empty.proto", HEAD + "message Empty {}"),
            Map.entry("google/protobuf/field_mask.proto", HEAD + "message FieldMask { repeated string paths = 1; }"),
            Map.entry("google/protobuf/source_context.proto", HEAD + "message SourceContext { string file_name = 1; }"),
            Map.entry("google/protobuf/wrappers.proto", HEAD + """
                message DoubleValue { double value = 1; }
                message FloatValue { float value = 1; }
                message Int64Value { int64 value = 1; }
                message UInt64Value { uint64 value = 1; }
                message Int32Value { int32 value = 1; }
                message UInt32Value { uint32 value = 1; }
                message BoolValue { bool value = 1; }
                message StringValue { string value = 1; }
                message BytesValue { bytes value = 1; }
                """),
            Map.entry("google/protobuf/struct.proto", HEAD + """
                message Struct { map<string, Value> fields = 1; }
                message Value {
                  oneof kind {
                    NullValue null_value = 1;
                    double number_value = 2;
                    string string_value = 3;
                    bool bool_value = 4;
                    Struct struct_value = 5;
                    ListValue list_value = 6;
                  }
                }
                enum NullValue { NULL_VALUE = 0; }
                message ListValue { repeated Value values = 1; }
                """),
            Map.entry(DESCRIPTOR_NAME, DescriptorProto.TEXT),
            Map.entry("confluent/meta.proto", """
                syntax = "proto3";
                package confluent;
                message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
                """),
            Map.entry("confluent/type/decimal.proto", """
                syntax = "proto3";
                package confluent.type;
                message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }
                """));

    private BuiltInProtos() {}
}
