package dev.wharf.jsonschema;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a schema, found anywhere in a text as {@code pattern} wants it. The characters that are
 * looked at are counted, so that one that goes back and forth ends some time. Immutable, safe for use by many threads.
 */
final class BoundedPattern {
    static final int MAX_LENGTH = 4096;

    private final Pattern pattern;
    private final String java;

    private BoundedPattern(Pattern pattern, String java) {
        this.pattern = pattern;
        this.java = java;
    }

    /**
     * Of a regular expression of ECMA-262.
     *
     * @throws IllegalArgumentException if it is none, or one that Java does not have, with words that say so
     */
    static BoundedPattern of(String ecma) {
        if (ecma.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it has " + ecma.length() + " characters, more than the limit of " + MAX_LENGTH);
        }
        String java = new EcmaPattern(ecma).translated();
        try {
            return new BoundedPattern(Pattern.compile(java), java);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("it is no regular expression: " + e.getDescription(), e);
        } catch (StackOverflowError e) { // by groups in groups: Java's compiler calls itself for each
            throw new IllegalArgumentException("its groups are nested too deep", e);
        }
    }

    /** The same in Java's language. */
    String java() {
        return java;
    }

    /** Whether it is found in the text. */
    boolean find(String text, Meter meter) {
        try {
            return pattern.matcher(new Counted(text, meter)).find();
        } catch (StackOverflowError e) { // Java's matcher calls itself for each turn of a loop over alternatives
            throw new TooCostly("a pattern is too deep for a text of " + text.length() + " characters");
        }
    }

    /** Text that counts the looks at it. */
    private record Counted(String text, Meter meter) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            meter.step(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
