package dev.wharf.jsonschema;

import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Looks through schemas for what the library would find too late or not at all: references that lead nowhere, patterns
 * that are none, and schemas that take forever because they refer to themselves or to others over and over. For one
 * thread, once.
 */
final class SchemaCheck {
    /** So many schemas may speak of one value, counted as often as they are referred to. */
    static final long MAX_COST = 10_000;

    /** So many schemas may refer to each other in a row for one value. */
    static final int MAX_CHAIN = 100;

    /** What the library does not take if it is larger, and then looks for nothing. */
    private static final Set<String> COUNTS = Set.of("minLength", "minItems", "minProperties", "minContains");

    private final SchemaSet set;
    private final Deque<Place> waiting = new ArrayDeque<>();
    private final IdentityHashMap<Value, Place> met = new IdentityHashMap<>();
    private final IdentityHashMap<Value, Place> targets = new IdentityHashMap<>();
    private final IdentityHashMap<Value, Cost> costs = new IdentityHashMap<>();

    private SchemaCheck(SchemaSet set) {
        this.set = set;
    }

    /**
     * Gives what the {@code $ref} of each schema leads to, by the schema itself.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} for the first that is wrong
     */
    static IdentityHashMap<Value, Place> targets(SchemaSet set) {
        SchemaCheck check = new SchemaCheck(set);
        set.roots().forEach(check::visit);
        while (!check.waiting.isEmpty()) {
            check.look(check.waiting.pop());
        }
        check.met.values().forEach(place -> check.cost(place, 0));
        return check.targets;
    }

    private void visit(Place place) {
        if (place.schema() instanceof Value.Row && met.putIfAbsent(place.schema(), place) == null) {
            waiting.push(place);
        }
    }

    private void look(Place place) {
        SubSchemas.of(set, place).forEach(child -> visit(child.place()));
        references(place);
        if (place.isRefAlone()) {
            return;
        }
        if (place.get("pattern") instanceof Value.Text pattern) {
            pattern(place, "/pattern", pattern.value());
        }
        if (place.get("patternProperties") instanceof Value.Row patterns) {
            patterns.shape().names().forEach(pattern -> pattern(place, "/patternProperties", pattern));
        }
        for (String keyword : COUNTS) {
            if (place.get(keyword) instanceof Value.Numeric number && number.asDouble() > Integer.MAX_VALUE) {
                throw SchemaSet.broken(place.shown() + '/' + keyword + " is larger than " + Integer.MAX_VALUE);
            }
        }
    }

    private static void pattern(Place place, String where, String pattern) {
        try {
            var unused = BoundedPattern.of(pattern);
        } catch (IllegalArgumentException e) {
            throw SchemaSet.broken(place.shown() + where + ": " + e.getMessage());
        }
    }

    private void references(Place place) {
        if (place.get("$ref") instanceof Value.Text reference && !set.isMetaSchema(place, reference.value())) {
            Place target = target(place, "$ref", reference.value());
            targets.put(place.schema(), target);
            visit(target);
        }
        if (place.draft() == Draft.DRAFT_2020_12 && place.get("$dynamicRef") instanceof Value.Text reference) {
            Place target = target(place, "$dynamicRef", reference.value());
            if (!target.resource().base().equals(place.resource().base())) {
                throw SchemaSet.broken(place.shown() + "/$dynamicRef leads into another document or a schema with an"
                        + " address of its own; only \"#name\" is understood");
            }
            visit(target);
        }
        if (place.draft() == Draft.DRAFT_2019_09
                && place.get("$recursiveRef") instanceof Value.Text reference
                && !reference.value().equals("#")) {
            throw SchemaSet.broken(place.shown() + "/$recursiveRef must be \"#\"");
        }
    }

    private Place target(Place place, String keyword, String reference) {
        Place target = set.resolve(place, reference);
        if (target == null) {
            throw SchemaSet.broken(place.shown() + '/' + keyword + ": \"" + reference
                    + "\" leads to no schema; nothing is fetched, so give it with the references, by that name");
        }
        return target;
    }

    /** What it costs to check a value with this schema, as far as it is not a matter of its parts. */
    private Cost cost(Place place, int chain) {
        if (!(place.schema() instanceof Value.Row)) {
            return Cost.ONE;
        }
        Cost known = costs.get(place.schema());
        if (known != null && known.schemas == 0) {
            throw SchemaSet.broken(place.shown() + " refers to itself for one and the same value, without an end");
        }
        if (known != null) {
            return known;
        }
        if (chain > MAX_CHAIN) {
            throw tooLong(place);
        }
        costs.put(place.schema(), Cost.IN_PROGRESS);
        Cost cost = Cost.ONE;
        for (Place next : forTheSameValue(place)) {
            cost = cost.with(cost(next, chain + 1));
        }
        if (cost.schemas > MAX_COST) {
            throw SchemaSet.broken(place.shown() + ": more than " + MAX_COST + " schemas speak of one value");
        }
        if (cost.chain > MAX_CHAIN) {
            throw tooLong(place);
        }
        costs.put(place.schema(), cost);
        return cost;
    }

    private static WharfException tooLong(Place place) {
        return SchemaSet.broken(
                place.shown() + ": more than " + MAX_CHAIN + " schemas refer to each other for one value");
    }

    private List<Place> forTheSameValue(Place place) {
        List<Place> next = new ArrayList<>();
        SubSchemas.of(set, place).stream()
                .filter(SubSchemas.Child::sameValue)
                .forEach(child -> next.add(child.place()));
        Place target = targets.get(place.schema());
        if (target != null) {
            next.add(target);
        }
        String dynamic = place.draft() == Draft.DRAFT_2020_12 ? "$dynamicRef" : "$recursiveRef";
        if (!place.draft().refStandsAlone() && place.get(dynamic) instanceof Value.Text reference) {
            next.addAll(dynamic(place, reference.value()));
        }
        return next;
    }

    /** All that it may come to, whatever was gone through before. */
    private Collection<Place> dynamic(Place place, String reference) {
        IdentityHashMap<Value, Place> all = new IdentityHashMap<>();
        set.dynamicAnchors(reference.substring(reference.indexOf('#') + 1))
                .forEach(anchor -> all.put(anchor.schema(), anchor));
        Place target = set.resolve(place, reference);
        if (target != null) {
            all.put(target.schema(), target);
        }
        return all.values();
    }

    /**
     * How much one value costs.
     *
     * @param schemas how many schemas speak of it, each counted as often as it is referred to
     * @param chain how many of them refer to each other in a row
     */
    private record Cost(long schemas, int chain) {
        static final Cost ONE = new Cost(1, 1);
        static final Cost IN_PROGRESS = new Cost(0, 0);

        Cost with(Cost next) {
            return new Cost(Math.min(schemas + next.schemas, MAX_COST + 1), Math.max(chain, next.chain + 1));
        }
    }
}
