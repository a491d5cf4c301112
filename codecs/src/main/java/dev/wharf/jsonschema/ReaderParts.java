package dev.wharf.jsonschema;

import dev.wharf.jsonschema.WriterMembers.Items;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a reader's schema says of members and elements, held against what a writer may write. For one thread. */
final class ReaderParts {
    private final ReaderCheck check;
    private final WriterParts writer;
    private final WriterMembers written;
    private final Place reader;

    ReaderParts(ReaderCheck check, WriterParts writer, Place reader) {
        this.check = check;
        this.writer = writer;
        this.written = new WriterMembers(writer);
        this.reader = reader;
    }

    void members() {
        required();
        properties();
        patternProperties();
        additional();
        count(check, writer, reader, "minProperties", true, "members");
        count(check, writer, reader, "maxProperties", false, "members");
        dependencies();
        for (String keyword : List.of("propertyNames", "unevaluatedProperties")) {
            if (!reader.get(keyword).equals(Value.Bool.TRUE)) {
                check.undecided(writer, reader, keyword);
            }
        }
    }

    /** A member with a default is taken for one that need not be there, as Confluent's registry does. */
    private void required() {
        Set<String> always = writer.required();
        for (String name : WriterParts.names(reader.get("required"))) {
            Place schema = WriterParts.at(check.set(), reader, "properties", name);
            boolean hasDefault = schema != null && !(schema.get("default") instanceof Value.Absent);
            if (!always.contains(name) && !hasDefault) {
                check.problem(reader, "required", "the writer may leave out " + quoted(name));
            }
        }
    }

    private void properties() {
        if (!(reader.get("properties") instanceof Value.Row properties)) {
            return;
        }
        for (String name : properties.shape().names()) {
            Place wanted = WriterParts.at(check.set(), reader, "properties", name);
            if (wanted == null) {
                continue;
            }
            WriterParts member = written.member(name);
            if (written.names().contains(name)) {
                check.check(member, wanted);
            } else if (!check.accepts(member, wanted)) {
                check.problem(
                        wanted, "", "the writer does not know this member, and may write something else by that name");
            }
        }
    }

    private void patternProperties() {
        for (String pattern : WriterMembers.patterns(reader)) {
            Place wanted = WriterParts.at(check.set(), reader, "patternProperties", pattern);
            if (wanted == null) {
                continue;
            }
            written.names().stream()
                    .filter(name -> WriterMembers.matches(pattern, name))
                    .forEach(name -> check.check(written.member(name), wanted));
            List<Place> same = new ArrayList<>();
            for (Place part : writer.parts()) {
                Place schema = WriterParts.at(writer.set(), part, "patternProperties", pattern);
                if (schema != null) {
                    same.add(schema);
                }
            }
            if (same.isEmpty()) {
                check.check(written.rest(), wanted);
                written.patternSchemas(Set.of()).forEach(other -> check.check(other, wanted));
            } else {
                check.check(writer.of(same), wanted);
            }
        }
    }

    private void additional() {
        Place others = WriterParts.at(check.set(), reader, "additionalProperties");
        if (others == null || others.schema().equals(Value.Bool.TRUE)) {
            return;
        }
        Set<String> known = new HashSet<>();
        if (reader.get("properties") instanceof Value.Row properties) {
            known.addAll(properties.shape().names());
        }
        List<String> patterns = WriterMembers.patterns(reader);
        for (String name : written.names()) {
            boolean covered =
                    known.contains(name) || patterns.stream().anyMatch(pattern -> WriterMembers.matches(pattern, name));
            if (!covered && !check.accepts(written.member(name), others)) {
                check.problem(
                        reader,
                        "additionalProperties",
                        "the writer may write " + quoted(name) + ", which does not fit");
            }
        }
        boolean fits = check.accepts(written.rest(), others)
                && written.patternSchemas(new HashSet<>(patterns)).stream()
                        .allMatch(schema -> check.accepts(schema, others));
        if (!fits) {
            check.problem(reader, "additionalProperties", "the writer may write members that neither schema names");
        }
    }

    private void dependencies() {
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            if (reader.get(keyword) instanceof Value.Row row && !check.saysSame(writer, reader, keyword)) {
                row.shape().names().forEach(name -> dependency(keyword, name));
            }
        }
    }

    private void dependency(String keyword, String name) {
        if (written.member(name).isNever()) {
            return;
        }
        Place schema = WriterParts.at(check.set(), reader, keyword, name);
        Value wanted = reader.get(keyword) instanceof Value.Row row ? row.get(name) : Value.ABSENT;
        boolean kept = schema == null
                ? writer.required().containsAll(WriterParts.names(wanted)) || alsoWanted(keyword, name, wanted)
                : check.accepts(writer, schema);
        if (!kept) {
            check.problem(
                    reader, keyword, "the writer may write " + quoted(name) + " without what is wanted beside it");
        }
    }

    private boolean alsoWanted(String keyword, String name, Value wanted) {
        Set<String> beside = new HashSet<>(writer.required());
        for (Place part : writer.parts()) {
            if (part.get(keyword) instanceof Value.Row row) {
                beside.addAll(WriterParts.names(row.get(name)));
            }
        }
        return beside.containsAll(WriterParts.names(wanted));
    }

    void elements() {
        count(check, writer, reader, "minItems", true, "elements");
        count(check, writer, reader, "maxItems", false, "elements");
        items();
        BigDecimal most = writer.count("maxItems", false);
        boolean atMostOne = most != null && most.compareTo(BigDecimal.ONE) <= 0;
        if (reader.get("uniqueItems").equals(Value.Bool.TRUE)
                && !writer.says("uniqueItems", Value.Bool.TRUE)
                && !atMostOne) {
            check.problem(reader, "uniqueItems", "the writer may write an element twice");
        }
        for (String keyword : List.of("contains", "minContains", "maxContains", "unevaluatedItems")) {
            if (!reader.get(keyword).equals(Value.Bool.TRUE)) {
                check.undecided(writer, reader, keyword);
            }
        }
    }

    private void items() {
        Items wanted = WriterMembers.items(check.set(), reader);
        int first = Math.max(wanted.first().size(), written.firstElements());
        BigDecimal most = writer.count("maxItems", false);
        for (int i = 0; i <= first; i++) { // behind the first ones all are alike
            boolean possible = most == null || most.compareTo(BigDecimal.valueOf(i)) > 0;
            Place there = i < wanted.first().size() ? wanted.first().get(i) : wanted.others();
            if (possible && there != null) {
                check.check(written.element(i), there);
            }
        }
    }

    /** A limit on how much there is of something. */
    static void count(ReaderCheck check, WriterParts writer, Place reader, String keyword, boolean least, String what) {
        if (!(reader.get(keyword) instanceof Value.Numeric wanted)) {
            return;
        }
        BigDecimal limit = wanted.asDecimal();
        BigDecimal kept = writer.count(keyword, least);
        BigDecimal required = BigDecimal.valueOf(
                keyword.equals("minProperties") ? writer.required().size() : 0);
        boolean holds = least
                ? limit.compareTo(required) <= 0 || (kept != null && kept.compareTo(limit) >= 0)
                : kept != null && kept.compareTo(limit) <= 0;
        if (!holds) {
            check.problem(reader, keyword, "the writer may write " + (least ? "less " : "more ") + what);
        }
    }

    private static String quoted(String name) {
        return Wording.json(new Value.Text(name));
    }
}
