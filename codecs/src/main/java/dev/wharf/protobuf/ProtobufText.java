package dev.wharf.protobuf;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts of schemas of generated classes, so that they can be registered. Needs Google's library. */
public final class ProtobufText {
    private ProtobufText() {}

    /** The text of the file that the classes were generated from; without its comments and services. */
    public static String of(FileDescriptor file) {
        return ProtoPrinter.canonical(DescriptorReader.read(file.toProto().toByteArray()));
    }

    /** The texts of all that the file imports, directly and through others, by name; none before one that it needs. */
    public static Map<String, String> imports(FileDescriptor file) {
        Map<String, String> imports = new LinkedHashMap<>();
        add(file, imports);
        return imports;
    }

    private static void add(FileDescriptor file, Map<String, String> imports) {
        for (FileDescriptor imported : file.getDependencies()) {
            boolean there = imports.containsKey(imported.getFullName())
                    || BuiltInProtos.TEXTS.containsKey(imported.getFullName());
            if (!there) {
                add(imported, imports);
                imports.put(imported.getFullName(), of(imported));
            }
        }
    }

    /** The schema of the file. */
    static ProtobufSchema schema(FileDescriptor file) {
        String descriptor = Base64.getEncoder().encodeToString(file.toProto().toByteArray());
        return ProtobufSchema.parse(descriptor, imports(file));
    }
}
