package dev.wharf.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Schemas of ours, and what protoc made of them: see make-fixtures.sh beside them. */
final class Fixtures {
    private static final Map<String, String> IMPORTS =
            Map.of("common.proto", text("common.proto"), "shared.proto", text("shared.proto"));

    private Fixtures() {}

    static byte[] bytes(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream("fixtures/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no fixture " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    /** By us, from the text. */
    static ProtobufSchema schema(String name) {
        return ProtobufSchema.parse(text(name + ".proto"), IMPORTS);
    }

    static Map<String, String> imports() {
        return IMPORTS;
    }

    /** By protoc. */
    static FileDescriptorProto proto(String name) {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(bytes(name + ".desc"));
            return set.getFile(set.getFileCount() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By protoc, names resolved by Google's library. */
    static FileDescriptor descriptor(String name) {
        try {
            Map<String, FileDescriptor> known = new HashMap<>();
            FileDescriptor last = null;
            for (FileDescriptorProto file :
                    FileDescriptorSet.parseFrom(bytes(name + ".desc")).getFileList()) {
                FileDescriptor[] imports =
                        file.getDependencyList().stream().map(known::get).toArray(FileDescriptor[]::new);
                last = FileDescriptor.buildFrom(file, imports);
                known.put(file.getName(), last);
            }
            if (last == null) {
                throw new IllegalStateException("there is no file in " + name);
            }
            return last;
        } catch (IOException | DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
