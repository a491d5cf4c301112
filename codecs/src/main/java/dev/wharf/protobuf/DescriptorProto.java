package dev.wharf.protobuf;

/** The schema of schemas in their binary form: what is needed to read them, and to extend their options. */
final class DescriptorProto {
    static final String TEXT = """
        syntax = "proto2";
        package google.protobuf;
        message FileDescriptorSet { repeated FileDescriptorProto file = 1; }
        enum Edition {
          EDITION_UNKNOWN = 0; EDITION_LEGACY = 900; EDITION_PROTO2 = 998; EDITION_PROTO3 = 999;
          EDITION_2023 = 1000; EDITION_2024 = 1001;
        }
        message FileDescriptorProto {
          optional string name = 1;
          optional string package = 2;
          repeated string dependency = 3;
          repeated int32 public_dependency = 10;
          repeated int32 weak_dependency = 11;
          repeated DescriptorProto message_type = 4;
          repeated EnumDescriptorProto enum_type = 5;
          repeated ServiceDescriptorProto service = 6;
          repeated FieldDescriptorProto extension = 7;
          optional FileOptions options = 8;
          optional string syntax = 12;
          optional Edition edition = 14;
        }
        message DescriptorProto {
          optional string name = 1;
          repeated FieldDescriptorProto field = 2;
          repeated FieldDescriptorProto extension = 6;
          repeated DescriptorProto nested_type = 3;
          repeated EnumDescriptorProto enum_type = 4;
          message ExtensionRange { optional int32 start = 1; optional int32 end = 2; }
          repeated ExtensionRange extension_range = 5;
          repeated OneofDescriptorProto oneof_decl = 8;
          optional MessageOptions options = 7;
          message ReservedRange { optional int32 start = 1; optional int32 end = 2; }
          repeated ReservedRange reserved_range = 9;
          repeated string reserved_name = 10;
        }
        message FieldDescriptorProto {
          optional string name = 1;
          optional int32 number = 3;
          optional int32 label = 4;
          optional int32 type = 5;
          optional string type_name = 6;
          optional string extendee = 2;
          optional string default_value = 7;
          optional int32 oneof_index = 9;
          optional string json_name = 10;
          optional FieldOptions options = 8;
          optional bool proto3_optional = 17;
        }
        message OneofDescriptorProto { optional string name = 1; optional OneofOptions options = 2; }
        message EnumDescriptorProto {
          optional string name = 1;
          repeated EnumValueDescriptorProto value = 2;
          optional EnumOptions options = 3;
          message EnumReservedRange { optional int32 start = 1; optional int32 end = 2; }
          repeated EnumReservedRange reserved_range = 4;
          repeated string reserved_name = 5;
        }
        message EnumValueDescriptorProto {
          optional string name = 1; optional int32 number = 2; optional EnumValueOptions options = 3;
        }
        message ServiceDescriptorProto { optional string name = 1; }
        message FileOptions {
          optional string java_package = 1;
          optional string java_outer_classname = 8;
          optional bool java_multiple_files = 10;
          optional bool java_generate_equals_and_hash = 20;
          optional bool java_string_check_utf8 = 27;
          enum OptimizeMode { SPEED = 1; CODE_SIZE = 2; LITE_RUNTIME = 3; }
          optional OptimizeMode optimize_for = 9;
          optional string go_package = 11;
          optional bool cc_generic_services = 16;
          optional bool java_generic_services = 17;
          optional bool py_generic_services = 18;
          optional bool deprecated = 23;
          optional bool cc_enable_arenas = 31;
          optional string objc_class_prefix = 36;
          optional string csharp_namespace = 37;
          optional string swift_prefix = 39;
          optional string php_class_prefix = 40;
          optional string php_namespace = 41;
          optional string php_metadata_namespace = 44;
          optional string ruby_package = 45;
          optional FeatureSet features = 50;
          extensions 1000 to max;
        }
        message MessageOptions {
          optional bool message_set_wire_format = 1;
          optional bool no_standard_descriptor_accessor = 2;
          optional bool deprecated = 3;
          optional bool map_entry = 7;
          optional FeatureSet features = 12;
          extensions 1000 to max;
        }
        message FieldOptions {
          enum CType { STRING = 0; CORD = 1; STRING_PIECE = 2; }
          optional CType ctype = 1;
          optional bool packed = 2;
          enum JSType { JS_NORMAL = 0; JS_STRING = 1; JS_NUMBER = 2; }
          optional JSType jstype = 6;
          optional bool lazy = 5;
          optional bool unverified_lazy = 15;
          optional bool deprecated = 3;
          optional bool weak = 10;
          optional bool debug_redact = 16;
          optional FeatureSet features = 21;
          extensions 1000 to max;
        }
        message OneofOptions { optional FeatureSet features = 1; extensions 1000 to max; }
        message EnumOptions {
          optional bool allow_alias = 2;
          optional bool deprecated = 3;
          optional FeatureSet features = 7;
          extensions 1000 to max;
        }
        message EnumValueOptions {
          optional bool deprecated = 1;
          optional FeatureSet features = 2;
          optional bool debug_redact = 3;
          extensions 1000 to max;
        }
        message ServiceOptions { optional bool deprecated = 33; extensions 1000 to max; }
        message MethodOptions { optional bool deprecated = 33; extensions 1000 to max; }
        message FeatureSet {
          enum FieldPresence { FIELD_PRESENCE_UNKNOWN = 0; EXPLICIT = 1; IMPLICIT = 2; LEGACY_REQUIRED = 3; }
          optional FieldPresence field_presence = 1;
          enum EnumType { ENUM_TYPE_UNKNOWN = 0; OPEN = 1; CLOSED = 2; }
          optional EnumType enum_type = 2;
          enum RepeatedFieldEncoding { REPEATED_FIELD_ENCODING_UNKNOWN = 0; PACKED = 1; EXPANDED = 2; }
          optional RepeatedFieldEncoding repeated_field_encoding = 3;
          enum Utf8Validation { UTF8_VALIDATION_UNKNOWN = 0; VERIFY = 2; NONE = 3; }
          optional Utf8Validation utf8_validation = 4;
          enum MessageEncoding { MESSAGE_ENCODING_UNKNOWN = 0; LENGTH_PREFIXED = 1; DELIMITED = 2; }
          optional MessageEncoding message_encoding = 5;
          enum JsonFormat { JSON_FORMAT_UNKNOWN = 0; ALLOW = 1; LEGACY_BEST_EFFORT = 2; }
          optional JsonFormat json_format = 6;
          extensions 1000 to max;
        }
        """;

    private DescriptorProto() {}
}
