package dev.wharf.jsonschema;

import dev.harrel.jsonschema.SimpleType;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a writer's schemas say of one value, all of which hold for it: a schema, those it refers to, and those of its
 * {@code allOf}. What it does not understand is left out, so the writer seems to be free to write more than it may, and
 * never less. For one thread.
 */
final class WriterParts {
    private final SchemaSet set;
    private final IdentityHashMap<Value, Place> targets;
    private final List<Place> parts = new ArrayList<>();

    /** Of each of these, one schema holds. */
    private final List<List<Place>> unions = new ArrayList<>();

    WriterParts(SchemaSet set, IdentityHashMap<Value, Place> targets, Collection<Place> schemas) {
        this.set = set;
        this.targets = targets;
        schemas.forEach(this::add);
    }

    /** A limit of a number, and whether the number may not be the limit itself. */
    record Bound(BigDecimal limit, boolean exclusive) {}

    private void add(Place place) {
        Place target = targets.get(place.schema());
        if (target != null) {
            add(target);
        }
        if (place.isRefAlone()) {
            return;
        }
        parts.add(place);
        in(place, "allOf").forEach(this::add);
        for (String union : List.of("anyOf", "oneOf")) {
            List<Place> alternatives = in(place, union);
            if (!alternatives.isEmpty()) {
                unions.add(alternatives);
            }
        }
    }

    List<Place> parts() {
        return parts;
    }

    WriterParts of(Collection<Place> schemas) {
        return new WriterParts(set, targets, schemas);
    }

    /** The same, once for each alternative of the first union; empty if there is none. */
    List<WriterParts> alternatives() {
        List<WriterParts> all = new ArrayList<>();
        if (!unions.isEmpty()) {
            for (Place alternative : unions.get(0)) {
                WriterParts one = of(List.of());
                one.parts.addAll(parts);
                one.unions.addAll(unions.subList(1, unions.size()));
                one.add(alternative);
                all.add(one);
            }
        }
        return all;
    }

    /** Whether nothing fits. */
    boolean isNever() {
        return parts.stream().anyMatch(part -> part.schema().equals(Value.Bool.FALSE)) || types().isEmpty();
    }

    /** The types that a value may have; a number that is no integer counts as a type of its own. */
    Set<SimpleType> types() {
        Set<SimpleType> types = EnumSet.allOf(SimpleType.class);
        for (Place part : parts) {
            types.retainAll(types(part));
            List<Value> listed = listed(part);
            if (listed != null) {
                Set<SimpleType> ofListed = EnumSet.noneOf(SimpleType.class);
                listed.forEach(value -> ofListed.add(ValueNode.typeOf(value)));
                types.retainAll(ofListed);
            }
        }
        return types;
    }

    /** The types that a schema takes. */
    static Set<SimpleType> types(Place place) {
        Set<SimpleType> types = EnumSet.noneOf(SimpleType.class);
        List<Value> names = switch (place.get("type")) {
            case Value.Text one -> List.of(one);
            case Value.Array several -> several.values();
            default -> List.of();
        };
        for (Value name : names) {
            SimpleType type = name instanceof Value.Text text ? SimpleType.fromName(text.value()) : null;
            if (type != null) {
                types.add(type);
            }
            if (type == SimpleType.NUMBER) {
                types.add(SimpleType.INTEGER);
            }
        }
        return names.isEmpty() ? EnumSet.allOf(SimpleType.class) : types;
    }

    /** The values that an {@code enum} or a {@code const} of the schema lists; null if there is neither. */
    static @Nullable List<Value> listed(Place place) {
        if (place.draft() != Draft.DRAFT_4 && !(place.get("const") instanceof Value.Absent)) {
            return List.of(place.get("const"));
        }
        return place.get("enum") instanceof Value.Array values ? values.values() : null;
    }

    /** All values that may be written, if there are few; null if not. */
    @Nullable
    List<Value> values() {
        List<Value> least = null;
        for (Place part : parts) {
            List<Value> listed = listed(part);
            least = listed != null && (least == null || listed.size() < least.size()) ? listed : least;
        }
        if (least != null) {
            Set<SimpleType> types = types();
            return least.stream()
                    .filter(value -> types.contains(ValueNode.typeOf(value)))
                    .toList();
        }
        return EnumSet.of(SimpleType.NULL, SimpleType.BOOLEAN).containsAll(types()) ? ofSmallTypes(types()) : null;
    }

    private static List<Value> ofSmallTypes(Set<SimpleType> types) {
        List<Value> values = new ArrayList<>();
        if (types.contains(SimpleType.NULL)) {
            values.add(Value.NULL);
        }
        if (types.contains(SimpleType.BOOLEAN)) {
            values.add(Value.Bool.TRUE);
            values.add(Value.Bool.FALSE);
        }
        return values;
    }

    /** What a schema says of the least or the most. */
    static @Nullable Bound bound(Place place, boolean least) {
        String keyword = least ? "minimum" : "maximum";
        String beyond = least ? "exclusiveMinimum" : "exclusiveMaximum";
        boolean exclusive = Value.Bool.TRUE.equals(place.get(beyond));
        Bound closed =
                place.get(keyword) instanceof Value.Numeric number ? new Bound(number.asDecimal(), exclusive) : null;
        Bound open = place.get(beyond) instanceof Value.Numeric number ? new Bound(number.asDecimal(), true) : null;
        return closed == null ? open : open == null || isTighter(closed, open, least) ? closed : open;
    }

    /** Whether all that is beyond the one is also beyond the other. */
    static boolean isTighter(Bound one, Bound other, boolean least) {
        int order = one.limit.compareTo(other.limit) * (least ? 1 : -1);
        return order > 0 || (order == 0 && (one.exclusive || !other.exclusive));
    }

    /** The least or the most that may be written; null if there is no limit. */
    @Nullable
    Bound bound(boolean least) {
        Bound tightest = null;
        for (Place part : parts) {
            Bound bound = bound(part, least);
            if (bound != null && (tightest == null || isTighter(bound, tightest, least))) {
                tightest = bound;
            }
        }
        return tightest != null && !types().contains(SimpleType.NUMBER) ? ofWholeNumbers(tightest, least) : tightest;
    }

    private static Bound ofWholeNumbers(Bound bound, boolean least) {
        if (Math.abs((long) bound.limit.scale()) > 1000) {
            return bound; // to write it out would take long, and says little
        }
        BigDecimal whole = bound.limit.setScale(0, least ? RoundingMode.CEILING : RoundingMode.FLOOR);
        boolean same = whole.compareTo(bound.limit) == 0;
        BigDecimal next = least ? whole.add(BigDecimal.ONE) : whole.subtract(BigDecimal.ONE);
        return new Bound(same && bound.exclusive ? next : whole, false);
    }

    /** The largest of what a keyword says that is a lower limit, or the smallest of an upper one; null if none does. */
    @Nullable
    BigDecimal count(String keyword, boolean least) {
        BigDecimal tightest = null;
        for (Place part : parts) {
            if (part.get(keyword) instanceof Value.Numeric number) {
                BigDecimal count = number.asDecimal();
                boolean tighter =
                        tightest == null || (least ? count.compareTo(tightest) > 0 : count.compareTo(tightest) < 0);
                tightest = tighter ? count : tightest;
            }
        }
        return tightest;
    }

    /** Whether some schema says just that. */
    boolean says(String keyword, Value value) {
        return parts.stream().anyMatch(part -> JsonEquality.same(part.get(keyword), value));
    }

    Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        parts.forEach(part -> required.addAll(names(part.get("required"))));
        return required;
    }

    static List<String> names(Value list) {
        return list instanceof Value.Array array
                ? array.values().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(name -> ((Value.Text) name).value())
                        .toList()
                : List.of();
    }

    /** The schemas in a list of them. */
    List<Place> in(Place place, String keyword) {
        return in(set, place, keyword);
    }

    static List<Place> in(SchemaSet set, Place place, String keyword) {
        List<Place> all = new ArrayList<>();
        if (place.get(keyword) instanceof Value.Array list) {
            String pointer = Pointers.child(place.pointer(), keyword);
            for (int i = 0; i < list.values().size(); i++) {
                all.add(set.enter(place, list.values().get(i), Pointers.child(pointer, i)));
            }
        }
        return all;
    }

    /** The schema of a keyword, or of a name in one that holds several; null if there is none. */
    static @Nullable Place at(SchemaSet set, Place place, String... steps) {
        Value value = place.schema();
        String pointer = place.pointer();
        for (String step : steps) {
            value = Pointers.step(value, step);
            pointer = Pointers.child(pointer, step);
        }
        return SubSchemas.isSchema(value) ? set.enter(place, value, pointer) : null;
    }

    SchemaSet set() {
        return set;
    }

    boolean hasUnions() {
        return !unions.isEmpty();
    }
}
