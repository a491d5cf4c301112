package dev.wharf.jsonschema;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.jsonschema.Place.Document;
import dev.wharf.jsonschema.Place.Resource;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema and those it refers to, with the addresses in them. Nothing is fetched from anywhere. */
final class SchemaSet {
    /** The longest text of a schema, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    /** How deep a text may be nested: the library reads it by calling itself. */
    static final int MAX_DEPTH = 200;

    static final int MAX_DOCUMENTS = 1000;

    /** Schemas with an id of their own: the library looks through all schemas for each. */
    private static final int MAX_IDS = 1000;

    private final List<Place> roots = new ArrayList<>();
    private final Map<String, Place> byName = new HashMap<>();
    private final Map<URI, Place> byUri = new HashMap<>();
    private final Map<String, Place> byAnchor = new HashMap<>();
    private final Map<String, List<Place>> dynamicAnchors = new HashMap<>();
    private final Place root;

    SchemaSet(String text, Map<String, String> references, Draft usual) {
        if (references.size() >= MAX_DOCUMENTS) {
            throw broken("there are " + references.size() + " references, and the limit is " + MAX_DOCUMENTS);
        }
        root = added("", text, URI.create("wharf:/0/"), usual);
        references.forEach((name, reference) -> {
            URI base = uri(root.resource().base(), name);
            Place place = added(name, reference, base, root.draft());
            byName.put(name, place);
            if (base != null) {
                byUri.putIfAbsent(base, place);
            }
        });
    }

    /** The error that says what is wrong with a schema. */
    static WharfException broken(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, "the JSON schema cannot be used: " + text);
    }

    Place root() {
        return root;
    }

    /** The schema itself, and each of its references. */
    List<Place> roots() {
        return roots;
    }

    /** Those that {@code $dynamicRef} of that name may come to. */
    List<Place> dynamicAnchors(String name) {
        return dynamicAnchors.getOrDefault(name, List.of());
    }

    private Place added(String name, String text, @Nullable URI base, Draft usual) {
        Value value = read(name, text);
        Document document = new Document(name, URI.create("wharf:/" + roots.size() + '/'), value);
        Draft draft = draft(document, usual);
        URI around = base == null ? document.uri() : base;
        String id = id(value, draft);
        URI own = id == null ? around : uri(around, id);
        if (own == null) {
            throw broken(name + "#: " + draft.idKeyword() + " is no address");
        }
        Place place = new Place(value, "", new Resource(document, own, draft, value, ""));
        roots.add(place);
        index(place);
        return place;
    }

    private static Value read(String name, String text) {
        Payload payload = Payload.of(text);
        if (payload.length() > MAX_BYTES) {
            throw broken(name + "# has " + payload.length() + " bytes, and the limit is " + MAX_BYTES);
        }
        Value value = value(name, payload);
        if (!SubSchemas.isSchema(value)) {
            throw broken(name + "# is neither an object nor true or false");
        }
        if (isDeeper(value, MAX_DEPTH)) {
            throw broken(name + "# is nested deeper than " + MAX_DEPTH + " levels");
        }
        return value;
    }

    private static Value value(String name, Payload payload) {
        try {
            return switch (JsonCodec.JSON.decode(payload, new Fields())) {
                case Decoded.Failure failure ->
                    throw broken(name + "# is no JSON: " + failure.reason() + " at byte " + failure.position());
                case dev.wharf.value.Document document -> document.value();
            };
        } catch (WharfException e) {
            throw e.code() == ErrorCode.MALFORMED ? broken(name + "#: " + e.getMessage()) : e;
        }
    }

    private static boolean isDeeper(Value value, int levels) {
        List<Value> parts = switch (value) {
            case Value.Row row -> row.values();
            case Value.Array array -> array.values();
            default -> List.of();
        };
        if (levels == 0 && !parts.isEmpty()) {
            return true;
        }
        for (Value part : parts) {
            if (isDeeper(part, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    private static Draft draft(Document document, Draft usual) {
        if (document.value() instanceof Value.Row row && row.get("$schema") instanceof Value.Text text) {
            Draft draft = Draft.of(text.value());
            if (draft == null) {
                throw broken(
                        document.name() + "#/$schema: \"" + text.value() + "\" is not known; known are " + Draft.ids());
            }
            return draft;
        }
        return usual;
    }

    /** The address that a schema gives itself, without a fragment; null if it has none. */
    private static @Nullable String id(Value schema, Draft draft) {
        if (!(schema instanceof Value.Row row) || !(row.get(draft.idKeyword()) instanceof Value.Text id)) {
            return null;
        }
        boolean anchor = draft.refStandsAlone() && id.value().startsWith("#");
        boolean covered = draft.refStandsAlone() && row.get("$ref") instanceof Value.Text;
        return anchor || covered ? null : withoutFragment(id.value());
    }

    private static String withoutFragment(String uri) {
        int hash = uri.indexOf('#');
        return hash < 0 ? uri : uri.substring(0, hash);
    }

    private static @Nullable URI uri(URI base, String text) {
        try {
            return text.isEmpty() ? base : base.resolve(URI.create(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A schema that stands inside of another. */
    Place enter(Place parent, Value schema, String pointer) {
        Resource around = parent.resource();
        String id = id(schema, around.draft());
        URI own = id == null ? null : uri(around.base(), id);
        if (own == null) {
            return new Place(schema, pointer, around);
        }
        Draft named = schema instanceof Value.Row row && row.get("$schema") instanceof Value.Text text
                ? Draft.of(text.value())
                : null;
        Draft draft = named == null ? around.draft() : named;
        return new Place(schema, pointer, new Resource(around.document(), own, draft, schema, pointer));
    }

    private void index(Place place) {
        Resource resource = place.resource();
        if (place.pointer().equals(resource.pointer())) {
            Place known = byUri.putIfAbsent(resource.base(), place);
            if (known != null && !JsonEquality.same(known.schema(), place.schema())) {
                throw broken(place.shown() + " has the address of " + known.shown() + ": " + resource.base());
            }
            if (byUri.size() > MAX_IDS + MAX_DOCUMENTS) {
                throw broken("there are more than " + MAX_IDS + " schemas with an id");
            }
        }
        anchors(place);
        SubSchemas.of(this, place).forEach(child -> index(child.place()));
    }

    private void anchors(Place place) {
        Draft draft = place.draft();
        if (draft.refStandsAlone()) {
            if (place.get(draft.idKeyword()) instanceof Value.Text id
                    && id.value().indexOf('#') >= 0) {
                anchor(place, id.value().substring(id.value().indexOf('#') + 1));
            }
            return;
        }
        if (place.get("$anchor") instanceof Value.Text name) {
            anchor(place, name.value());
        }
        if (draft == Draft.DRAFT_2020_12 && place.get("$dynamicAnchor") instanceof Value.Text name) {
            anchor(place, name.value());
            dynamicAnchors
                    .computeIfAbsent(name.value(), any -> new ArrayList<>())
                    .add(place);
        }
        if (draft == Draft.DRAFT_2019_09 && Value.Bool.TRUE.equals(place.get("$recursiveAnchor"))) {
            dynamicAnchors.computeIfAbsent("", any -> new ArrayList<>()).add(place);
        }
    }

    private void anchor(Place place, String name) {
        if (!name.isEmpty()) {
            byAnchor.put(place.resource().base() + "#" + name, place);
        }
    }

    /** Whether it is the address of a meta-schema, which the library has. */
    boolean isMetaSchema(Place from, String reference) {
        URI uri = uri(from.resource().base(), withoutFragment(reference));
        boolean whole = reference.endsWith("#") || reference.indexOf('#') < 0;
        return whole && uri != null && !byUri.containsKey(uri) && Draft.of(uri.toString()) != null;
    }

    /** What a reference leads to; null if nowhere. */
    @Nullable
    Place resolve(Place from, String reference) {
        String address = withoutFragment(reference);
        Place start = start(from.resource(), address);
        if (start == null) {
            return null;
        }
        String fragment = address.length() == reference.length()
                ? ""
                : Pointers.percentDecoded(reference.substring(address.length() + 1));
        return fragment.isEmpty() || fragment.startsWith("/")
                ? within(start, fragment)
                : byAnchor.get(start.resource().base() + "#" + fragment);
    }

    private @Nullable Place start(Resource from, String address) {
        if (address.isEmpty()) {
            return new Place(from.root(), from.pointer(), from);
        }
        URI uri = uri(from.base(), address);
        Place known = uri == null ? null : byUri.get(uri);
        return known == null ? byName.get(address) : known;
    }

    private @Nullable Place within(Place start, String pointer) {
        Place place = start;
        for (String step : Pointers.steps(pointer)) {
            Value next = Pointers.step(place.schema(), step);
            if (next instanceof Value.Absent) {
                return null;
            }
            String there = Pointers.child(place.pointer(), step);
            place = SubSchemas.isSchema(next) ? enter(place, next, there) : new Place(next, there, place.resource());
        }
        return SubSchemas.isSchema(place.schema()) ? place : null;
    }
}
