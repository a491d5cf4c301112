package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that fits a writer's schema also fits a reader's. Where that cannot be decided, it is said not to. For
 * one thread, once.
 */
final class ReaderCheck {
    /** So many schemas are held against each other. */
    static final int MAX_STEPS = 20_000;

    /** How deep: each step in calls itself several times. */
    private static final int MAX_DEPTH = 150;

    private static final int MAX_LINES = 100;

    private final SchemaSet set;
    private final IdentityHashMap<Value, Place> targets;
    private final boolean sameDocuments;

    /** Those that are being compared, by numbers: a schema that contains itself is met again, and adds nothing. */
    private final Set<String> underWay = new HashSet<>();

    private final IdentityHashMap<Value, Integer> numbers = new IdentityHashMap<>();
    private final IdentityHashMap<Value, Boolean> referring = new IdentityHashMap<>();
    private List<String> problems = new ArrayList<>();
    private int steps;

    private ReaderCheck(SchemaSet set, IdentityHashMap<Value, Place> targets, boolean sameDocuments) {
        this.set = set;
        this.targets = targets;
        this.sameDocuments = sameDocuments;
    }

    /** Thrown where it becomes too much. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("", null, false, false);
        }
    }

    /** A line for each thing that is in the way; empty if there is none. */
    static List<String> check(
            SchemaSet reader,
            IdentityHashMap<Value, Place> targets,
            SchemaSet writer,
            IdentityHashMap<Value, Place> writersTargets) {
        ReaderCheck check = new ReaderCheck(reader, targets, same(reader, writer));
        try {
            check.check(new WriterParts(writer, writersTargets, List.of(writer.root())), reader.root());
        } catch (TooLarge e) {
            return List.of("#: whether all that was written can be read cannot be decided: the schemas are too large to"
                    + " be compared in " + MAX_STEPS + " steps, or too deep");
        }
        return check.problems.stream().distinct().limit(MAX_LINES).toList();
    }

    /** Whether references mean the same in both. */
    private static boolean same(SchemaSet one, SchemaSet other) {
        return one.roots().size() == other.roots().size() && documents(one).equals(documents(other));
    }

    private static Map<String, JsonEquality.Key> documents(SchemaSet set) {
        Map<String, JsonEquality.Key> documents = new HashMap<>();
        Meter free = Meter.ofSchema(Integer.MAX_VALUE);
        set.roots()
                .forEach(root ->
                        documents.put(root.resource().document().name(), new JsonEquality.Key(root.schema(), free)));
        return documents;
    }

    SchemaSet set() {
        return set;
    }

    /** Notes what is in the way of everything that the writer may write. */
    void check(WriterParts writer, Place reader) {
        if (reader.schema().equals(Value.Bool.TRUE) || writer.isNever()) {
            return;
        }
        if (!(reader.schema() instanceof Value.Row)) {
            problem(reader, "", "nothing may stand there, and the writer may write something");
            return;
        }
        if (++steps > MAX_STEPS || underWay.size() > MAX_DEPTH) {
            throw new TooLarge();
        }
        String pair = pair(writer, reader);
        if (underWay.add(pair)) {
            try {
                checkNew(writer, reader);
            } finally {
                underWay.remove(pair);
            }
        }
    }

    private void checkNew(WriterParts writer, Place reader) {
        if (saysTheSame(writer, reader)) {
            return;
        }
        List<String> found = tried(() -> direct(writer, reader));
        List<WriterParts> alternatives = found.isEmpty() ? List.of() : writer.alternatives();
        if (alternatives.isEmpty()) {
            problems.addAll(found);
        } else {
            alternatives.forEach(alternative -> check(alternative, reader));
        }
    }

    /** What the check finds, apart from what was found before. */
    private List<String> tried(Runnable check) {
        List<String> before = problems;
        problems = new ArrayList<>();
        try {
            check.run();
            return problems;
        } finally {
            problems = before;
        }
    }

    boolean accepts(WriterParts writer, Place reader) {
        return tried(() -> check(writer, reader)).isEmpty();
    }

    List<String> problemsOf(WriterParts writer, Place reader) {
        return tried(() -> check(writer, reader));
    }

    private String pair(WriterParts writer, Place reader) {
        return number(reader)
                + writer.parts().stream()
                        .map(this::number)
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(" ", ":", ""))
                + (writer.hasUnions() ? "+" : "");
    }

    private String number(Place place) {
        return String.valueOf(numbers.computeIfAbsent(place.schema(), any -> numbers.size()));
    }

    private boolean saysTheSame(WriterParts writer, Place reader) {
        return (sameDocuments || !refers(reader.schema()))
                && writer.parts().stream()
                        .anyMatch(part ->
                                part.draft() == reader.draft() && JsonEquality.same(part.schema(), reader.schema()));
    }

    private boolean refers(Value value) {
        Boolean known = referring.get(value);
        if (known != null) {
            return known;
        }
        boolean refers = switch (value) {
            case Value.Row row ->
                row.shape().names().stream().anyMatch(name -> name.endsWith("ef") && name.startsWith("$"))
                        || row.values().stream().anyMatch(this::refers);
            case Value.Array array -> array.values().stream().anyMatch(this::refers);
            default -> false;
        };
        referring.put(value, refers);
        return refers;
    }

    private void direct(WriterParts writer, Place reader) {
        reference(writer, reader);
        if (reader.isRefAlone()) {
            return;
        }
        combined(writer, reader);
        new ReaderKeywords(this, writer, reader).check();
    }

    private void reference(WriterParts writer, Place reader) {
        Place target = targets.get(reader.schema());
        if (target != null) {
            check(writer, target);
        } else if (reader.get("$ref") instanceof Value.Text) {
            undecided(writer, reader, "$ref");
        }
        for (String keyword : List.of("$dynamicRef", "$recursiveRef")) {
            Place around = !reader.draft().refStandsAlone() && reader.get(keyword) instanceof Value.Text text
                    ? set.resolve(reader, text.value())
                    : null;
            if (around != null) {
                check(writer, around);
            }
        }
    }

    private void combined(WriterParts writer, Place reader) {
        WriterParts.in(set, reader, "allOf").forEach(branch -> check(writer, branch));
        for (String keyword : List.of("anyOf", "oneOf")) {
            List<Place> branches = WriterParts.in(set, reader, keyword);
            boolean fits = branches.isEmpty()
                    || saysSame(writer, reader, keyword)
                    || branches.stream().anyMatch(branch -> accepts(writer, branch));
            if (!fits) {
                problem(reader, keyword, "none of its schemas takes all that the writer may write");
            }
        }
        if (!(reader.get("not") instanceof Value.Absent) && !excluded(writer, reader)) {
            undecided(writer, reader, "not");
        }
        if (reader.draft().compareTo(Draft.DRAFT_7) >= 0 && !(reader.get("if") instanceof Value.Absent)) {
            conditional(writer, reader);
        }
    }

    /** Whether the schema of {@code not} names types alone, and the writer writes none of them. */
    private boolean excluded(WriterParts writer, Place reader) {
        Place not = WriterParts.at(set, reader, "not");
        return not != null
                && not.schema() instanceof Value.Row row
                && row.shape().names().equals(List.of("type"))
                && WriterParts.types(not).stream().noneMatch(writer.types()::contains);
    }

    private void conditional(WriterParts writer, Place reader) {
        boolean same =
                saysSame(writer, reader, "if") && saysSame(writer, reader, "then") && saysSame(writer, reader, "else");
        boolean both =
                fits(writer, WriterParts.at(set, reader, "then")) && fits(writer, WriterParts.at(set, reader, "else"));
        if (!same && !both) {
            undecided(writer, reader, "if");
        }
    }

    private boolean fits(WriterParts writer, @Nullable Place branch) {
        return branch == null || accepts(writer, branch);
    }

    /** Whether the writer says the same there, and it means the same. */
    boolean saysSame(WriterParts writer, Place reader, String keyword) {
        Value value = reader.get(keyword);
        return (sameDocuments || !refers(value)) && writer.says(keyword, value);
    }

    /** For keywords that are only understood where both say the same. */
    void undecided(WriterParts writer, Place reader, String keyword) {
        if (!(reader.get(keyword) instanceof Value.Absent) && !saysSame(writer, reader, keyword)) {
            problem(reader, keyword, "whether all that was written fits cannot be decided");
        }
    }

    void problem(Place reader, String keyword, String text) {
        problems.add(reader.shown() + (keyword.isEmpty() ? "" : '/' + keyword) + ": " + text);
    }
}
