package dev.wharf.jsonschema;

import dev.harrel.jsonschema.SimpleType;
import dev.wharf.jsonschema.WriterParts.Bound;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keywords of one schema of a reader, each held against what a writer may write. For one thread. */
final class ReaderKeywords {
    private final ReaderCheck check;
    private final WriterParts writer;
    private final Place reader;
    private final Set<SimpleType> types;
    private final @Nullable List<Value> values;

    ReaderKeywords(ReaderCheck check, WriterParts writer, Place reader) {
        this.check = check;
        this.writer = writer;
        this.reader = reader;
        this.types = writer.types();
        this.values = writer.values();
    }

    void check() {
        types();
        listed();
        if (types.contains(SimpleType.INTEGER) || types.contains(SimpleType.NUMBER)) {
            bound(true);
            bound(false);
            multiple();
        }
        if (types.contains(SimpleType.STRING)) {
            count("minLength", true);
            count("maxLength", false);
            pattern();
        }
        if (types.contains(SimpleType.ARRAY)) {
            new ReaderParts(check, writer, reader).elements();
        }
        if (types.contains(SimpleType.OBJECT)) {
            new ReaderParts(check, writer, reader).members();
        }
    }

    private void types() {
        Set<SimpleType> others = EnumSet.copyOf(types);
        others.removeAll(WriterParts.types(reader));
        if (!others.isEmpty()) {
            boolean fractions = others.equals(EnumSet.of(SimpleType.NUMBER));
            String what = fractions && types.contains(SimpleType.INTEGER)
                    ? "numbers that are no integers"
                    : others.stream().map(SimpleType::getName).collect(Collectors.joining(", "));
            problem("type", "the writer may write " + what);
        }
    }

    private void listed() {
        List<Value> allowed = WriterParts.listed(reader);
        if (allowed == null) {
            return;
        }
        String keyword = reader.get("const") instanceof Value.Absent ? "enum" : "const";
        if (values == null) {
            problem(keyword, "the writer may write other values");
            return;
        }
        for (Value value : values) {
            if (allowed.stream().noneMatch(known -> JsonEquality.same(known, value))) {
                problem(keyword, "the writer may write " + Wording.json(value));
            }
        }
    }

    private void bound(boolean least) {
        Bound wanted = WriterParts.bound(reader, least);
        if (wanted == null || allNumbers(number -> isWithin(number, wanted, least))) {
            return;
        }
        Bound kept = writer.bound(least);
        if (kept == null || !WriterParts.isTighter(kept, wanted, least)) {
            String keyword = least ? "minimum" : "maximum";
            boolean beyond = wanted.exclusive() && reader.get(keyword) instanceof Value.Absent;
            problem(
                    beyond ? least ? "exclusiveMinimum" : "exclusiveMaximum" : keyword,
                    "the writer may write " + (least ? "less" : "more"));
        }
    }

    private static boolean isWithin(BigDecimal number, Bound bound, boolean least) {
        int order = number.compareTo(bound.limit()) * (least ? 1 : -1);
        return order > 0 || (order == 0 && !bound.exclusive());
    }

    /** Whether the values are known, and each that is a number passes. */
    private boolean allNumbers(Predicate<BigDecimal> passes) {
        return values != null
                && values.stream()
                        .allMatch(value -> !(value instanceof Value.Numeric number) || passes.test(number.asDecimal()));
    }

    private boolean allTexts(Predicate<String> passes) {
        return values != null
                && values.stream().allMatch(value -> !(value instanceof Value.Text text) || passes.test(text.value()));
    }

    private void multiple() {
        if (!(reader.get("multipleOf") instanceof Value.Numeric number)) {
            return;
        }
        BigDecimal factor = number.asDecimal();
        boolean whole = !types.contains(SimpleType.NUMBER) && isMultiple(BigDecimal.ONE, factor);
        boolean kept = whole
                || allNumbers(value -> isMultiple(value, factor))
                || writer.parts().stream()
                        .anyMatch(part -> part.get("multipleOf") instanceof Value.Numeric known
                                && isMultiple(known.asDecimal(), factor));
        if (!kept) {
            problem("multipleOf", "the writer may write other numbers");
        }
    }

    private static boolean isMultiple(BigDecimal number, BigDecimal factor) {
        boolean comparable = factor.signum() > 0 && Math.abs((long) number.scale() - factor.scale()) <= 1000;
        return comparable && number.remainder(factor).signum() == 0;
    }

    private void count(String keyword, boolean least) {
        if (!(reader.get(keyword) instanceof Value.Numeric number)) {
            return;
        }
        BigDecimal limit = number.asDecimal().setScale(0, RoundingMode.HALF_UP);
        boolean ofValues = allTexts(text -> {
            int order =
                    BigDecimal.valueOf(text.codePointCount(0, text.length())).compareTo(limit);
            return least ? order >= 0 : order <= 0;
        });
        if (!ofValues) {
            ReaderParts.count(check, writer, reader, keyword, least, "text");
        }
    }

    private void pattern() {
        if (reader.get("pattern") instanceof Value.Text pattern
                && !allTexts(text -> WriterMembers.matches(pattern.value(), text))
                && !writer.says("pattern", pattern)) {
            problem("pattern", "the writer may write text that does not match");
        }
    }

    private void problem(String keyword, String text) {
        check.problem(reader, keyword, text);
    }
}
