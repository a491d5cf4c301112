package dev.wharf.registry;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes as records of a compacted topic: the key says what it is about, the value how that is, and there is none if
 * it is gone. Both are JSON.
 */
final class ChangeFormat {
    private static final String KIND = "kind";
    private static final String CONTEXT = "context";
    private static final String SUBJECT = "subject";
    private static final String VERSION = "version";
    private static final String ID = "id";
    private static final String LEVEL = "compatibility";
    private static final String NORMALIZE = "normalize";
    private static final String MODE = "mode";
    private static final String LAST = "last";

    private ChangeFormat() {}

    static byte[] key(Change change) {
        Json.Builder key = Json.object();
        return Json.bytes(
                switch (change) {
                    case Change.OfSchema it ->
                        key.with(KIND, "schema")
                                .with(CONTEXT, it.context())
                                .with(ID, it.id())
                                .build();
                    case Change.OfVersion it ->
                        place(key, "version", it.subject())
                                .with(VERSION, it.number())
                                .build();
                    case Change.OfConfig it -> place(key, "config", it.place()).build();
                    case Change.OfMode it -> place(key, "mode", it.place()).build();
                    case Change.OfLastId it ->
                        key.with(KIND, "ids").with(CONTEXT, it.context()).build();
                });
    }

    private static Json.Builder place(Json.Builder key, String kind, SubjectName place) {
        return key.with(KIND, kind).with(CONTEXT, place.context()).with(SUBJECT, place.name());
    }

    static byte @Nullable [] value(Change change) {
        return switch (change) {
            case Change.OfSchema it -> it.schema() == null ? null : Json.bytes(schema(it.schema()));
            case Change.OfVersion it -> it.version() == null ? null : Json.bytes(version(it.version()));
            case Change.OfConfig it -> it.config() == null ? null : Json.bytes(config(it.config()));
            case Change.OfMode it ->
                it.mode() == null
                        ? null
                        : Json.bytes(Json.object().with(MODE, it.mode().name()).build());
            case Change.OfLastId it ->
                Json.bytes(Json.object().with(LAST, it.last()).build());
        };
    }

    private static Value schema(Schema schema) {
        Json.Builder object = Json.object()
                .with("guid", schema.guid().toString())
                .with("meaning", schema.meaning().toString());
        return SchemaJson.content(object, schema).build();
    }

    private static Value version(Version version) {
        return Json.object()
                .with(ID, version.id())
                .with("deleted", version.deleted())
                .build();
    }

    private static Value config(Config config) {
        Json.Builder object = Json.object();
        if (config.level() != null) {
            object.with(LEVEL, config.level().name());
        }
        if (config.normalize() != null) {
            object.with(NORMALIZE, config.normalize());
        }
        return object.build();
    }

    /**
     * Reads a record.
     *
     * @throws WharfException with {@code MALFORMED} if it is none of a registry's
     */
    static Change read(byte @Nullable [] key, byte @Nullable [] value) {
        Json.Members about = Json.read(Payload.of(key == null ? new byte[0] : key));
        String context = about.text(CONTEXT).orElseThrow(ChangeFormat::foreign);
        Optional<Json.Members> state = Optional.ofNullable(value).map(bytes -> Json.read(Payload.of(bytes)));
        Supplier<SubjectName> place =
                () -> new SubjectName(context, about.text(SUBJECT).orElseThrow(ChangeFormat::foreign));
        return switch (about.text(KIND).orElse("")) {
            case "schema" ->
                new Change.OfSchema(
                        context,
                        number(about, ID),
                        state.map(ChangeFormat::schema).orElse(null));
            case "version" -> {
                int number = number(about, VERSION);
                yield new Change.OfVersion(
                        place.get(),
                        number,
                        state.map(it -> version(number, it)).orElse(null));
            }
            case "config" ->
                new Change.OfConfig(place.get(), state.map(ChangeFormat::config).orElse(null));
            case "mode" ->
                new Change.OfMode(
                        place.get(),
                        state.flatMap(it -> it.text(MODE)).flatMap(Mode::of).orElse(null));
            case "ids" ->
                new Change.OfLastId(context, state.map(it -> number(it, LAST)).orElse(0));
            default -> throw foreign();
        };
    }

    private static Schema schema(Json.Members state) {
        Proposal content = SchemaJson.proposal(state);
        return new Schema(
                content.type(),
                content.text(),
                content.references(),
                content.metadata(),
                content.ruleSet(),
                uuid(state, "guid"),
                uuid(state, "meaning"));
    }

    private static UUID uuid(Json.Members state, String name) {
        return state.text(name).flatMap(Guids::parse).orElseThrow(ChangeFormat::foreign);
    }

    private static Version version(int number, Json.Members state) {
        return new Version(number, number(state, ID), state.bool("deleted").orElse(false));
    }

    private static Config config(Json.Members state) {
        return new Config(
                state.text(LEVEL).flatMap(Level::of).orElse(null),
                state.bool(NORMALIZE).orElse(null));
    }

    private static int number(Json.Members members, String name) {
        OptionalInt number = members.number(name);
        if (number.isEmpty()) {
            throw foreign();
        }
        return number.getAsInt();
    }

    private static WharfException foreign() {
        return new WharfException(ErrorCode.MALFORMED, "it is not one of a registry's records");
    }
}
