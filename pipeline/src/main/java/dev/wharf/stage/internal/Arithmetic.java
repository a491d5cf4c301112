package dev.wharf.stage.internal;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.math.BigDecimal;

/**
 * Expressions over fields: {@code sum := product (('+' | '-') product)*}, {@code product := factor (('*' | '/')
 * factor)*}, {@code factor := '-' factor | '(' sum ')' | number | 'text' | true | false | column | `column`}.
 *
 * <p>Integers stay integers under {@code + - *} as long as they fit 64 bits; everything else, and every division, is
 * done in {@code double}. An operand that is absent or null makes the result null.
 */
final class Arithmetic {
    /** Longer ones would be programs; also bounds how deep the parser can go. */
    private static final int MAX_LENGTH = 1_000;

    private final String text;
    private final Fields fields;
    private int at;

    private Arithmetic(String text, Fields fields) {
        this.text = text;
        this.fields = fields;
    }

    /** A parsed expression; immutable. */
    interface Expression {
        Value evaluate(WharfRecord record);
    }

    /**
     * Parses the text, and names its columns in the fields.
     *
     * @throws IllegalArgumentException saying what is wrong, and where
     */
    static Expression parse(String text, Fields fields) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the expression is longer than " + MAX_LENGTH + " characters");
        }
        Arithmetic parser = new Arithmetic(text, fields);
        Expression expression = parser.sum();
        parser.skipSpace();
        if (parser.at < text.length()) {
            throw parser.wrong("'" + text.charAt(parser.at) + "' is not expected here");
        }
        return expression;
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            char operator = peek();
            if (operator != '+' && operator != '-') {
                return left;
            }
            at++;
            left = new Operation(operator, left, product());
        }
    }

    private Expression product() {
        Expression left = factor();
        while (true) {
            char operator = peek();
            if (operator != '*' && operator != '/') {
                return left;
            }
            at++;
            left = new Operation(operator, left, factor());
        }
    }

    private Expression factor() {
        char next = peek();
        if (next == '-') {
            at++;
            return new Operation('-', constant(Value.Int.of(0)), factor());
        }
        if (next == '(') {
            at++;
            Expression inner = sum();
            expect(')');
            return inner;
        }
        if (next == '\'' || next == '"') {
            return constant(new Value.Text(quoted(next)));
        }
        if (next == '`') {
            return column(quoted('`'));
        }
        return Character.isDigit(next) || next == '.' ? constant(number()) : word();
    }

    private Expression word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "" ->
                throw wrong(
                        at < text.length() ? "'" + text.charAt(at) + "' is not expected here" : "it ends too early");
            case "true" -> constant(Value.Bool.TRUE);
            case "false" -> constant(Value.Bool.FALSE);
            default -> column(word);
        };
    }

    private static boolean isWordPart(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '.' || letter == '$' || letter == '@';
    }

    private Value number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            BigDecimal exact = new BigDecimal(text.substring(start, at));
            return exact.scale() <= 0 && exact.precision() <= 18
                    ? Value.Int.of(exact.longValueExact())
                    : new Value.Float64(exact.doubleValue());
        } catch (NumberFormatException e) {
            throw wrong(text.substring(start, at) + " is not a number");
        }
    }

    private String quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw wrong("the closing " + quote + " is missing");
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return inner;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "' is missing");
        }
        at++;
    }

    private char peek() {
        skipSpace();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("expression \"" + text + "\", character " + (at + 1) + ": " + what);
    }

    private static Expression constant(Value value) {
        return record -> value;
    }

    private Expression column(String name) {
        return new Column(fields.field(name));
    }

    private record Column(Field field) implements Expression {
        @Override
        public Value evaluate(WharfRecord record) {
            Value value = record.get(field);
            return value instanceof Value.Absent ? Value.NULL : value;
        }

        @Override
        public String toString() {
            return "column " + field.name();
        }
    }

    private record Operation(char operator, Expression left, Expression right) implements Expression {
        @Override
        public Value evaluate(WharfRecord record) {
            Value a = left.evaluate(record);
            Value b = right.evaluate(record);
            if (Value.isMissing(a) || Value.isMissing(b)) {
                return Value.NULL;
            }
            Value.Numeric x = numeric(a, left);
            Value.Numeric y = numeric(b, right);
            if (x instanceof Value.Int i && y instanceof Value.Int j && operator != '/') {
                return integers(i, j);
            }
            if (operator == '/' && y.asDouble() == 0) {
                throw refused("division by zero");
            }
            return new Value.Float64(finite(calculate(x.asDouble(), y.asDouble())));
        }

        private Value integers(Value.Int x, Value.Int y) {
            if (x.type() == Value.IntType.U64 || y.type() == Value.IntType.U64) {
                return new Value.Float64(calculate(x.asDouble(), y.asDouble()));
            }
            try {
                return Value.Int.of(
                        switch (operator) {
                            case '+' -> Math.addExact(x.value(), y.value());
                            case '-' -> Math.subtractExact(x.value(), y.value());
                            default -> Math.multiplyExact(x.value(), y.value());
                        });
            } catch (ArithmeticException tooLarge) {
                return new Value.Float64(calculate(x.asDouble(), y.asDouble()));
            }
        }

        private double calculate(double x, double y) {
            return switch (operator) {
                case '+' -> x + y;
                case '-' -> x - y;
                case '*' -> x * y;
                default -> x / y;
            };
        }

        private static double finite(double result) {
            if (Double.isNaN(result) || Double.isInfinite(result)) {
                throw refused("the result is larger than a double can be");
            }
            return result;
        }

        private static Value.Numeric numeric(Value value, Expression from) {
            if (value instanceof Value.Numeric number) {
                return number;
            }
            String what = from instanceof Column column ? column.toString() : "an operand";
            throw refused(what + " is " + value.getClass().getSimpleName() + ", not a number");
        }

        private static WharfException refused(String reason) {
            return new WharfException(ErrorCode.RECORD_REFUSED, reason);
        }
    }
}
