package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaReference;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A subject, and a schema in a file, its language told by the end of the file's name or by an option. */
final class SchemaArguments {
    private static final long MAX_BYTES = 4 << 20;

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The subject, such as orders-value.")
    private String subject;

    @Parameters(index = "1", paramLabel = "FILE", description = "The schema: .avsc, .proto or .json.")
    private Path file;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "avro, protobuf or json (default: by the end of the file's name).")
    private @Nullable String type;

    @Option(
            names = "--reference",
            paramLabel = "NAME=SUBJECT:VERSION",
            description = "A schema that this one refers to by that name. May be repeated.")
    private @Nullable List<String> references;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemaArguments() {}

    String subject() {
        return subject;
    }

    Path path() {
        return file;
    }

    /**
     * Reads it.
     *
     * @throws WharfException with {@code CONFIGURATION} if it cannot be read, or its language is not known
     */
    Schema read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw wrong(file + " is larger than " + MAX_BYTES + " bytes, and no schema");
            }
            return Schema.of(type(), Files.readString(file), references());
        } catch (IOException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, file + " cannot be read: " + e, e);
        }
    }

    private SchemaType type() {
        String word = type == null ? byName() : type;
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "avro", "avsc" -> SchemaType.AVRO;
            case "protobuf", "proto" -> SchemaType.PROTOBUF;
            case "json" -> SchemaType.JSON;
            default ->
                throw wrong(
                        type == null
                                ? file + ": the end of its name does not say what language it is in; add --type avro,"
                                        + " protobuf or json"
                                : "--type " + type + " is not one of avro, protobuf, json");
        };
    }

    private String byName() {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private List<SchemaReference> references() {
        List<SchemaReference> parsed = new ArrayList<>();
        for (String written : references == null ? List.<String>of() : references) {
            int equals = written.indexOf('=');
            int colon = written.lastIndexOf(':');
            if (equals <= 0 || colon < equals || !written.substring(colon + 1).matches("\\d{1,9}")) {
                throw wrong("--reference " + written + " is not NAME=SUBJECT:VERSION");
            }
            parsed.add(new SchemaReference(
                    written.substring(0, equals),
                    written.substring(equals + 1, colon),
                    Integer.parseInt(written.substring(colon + 1))));
        }
        return parsed;
    }

    /** Who knows the language. */
    static Optional<SchemaRules> rules(SchemaType type) {
        return ServiceLoader.load(SchemaRules.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(rules -> rules.type() == type)
                .findFirst();
    }

    private static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }
}
