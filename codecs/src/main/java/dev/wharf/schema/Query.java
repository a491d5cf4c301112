package dev.wharf.schema;

/** What follows the question mark: only what was asked for. */
final class Query {
    private final StringBuilder text;
    private char sign = '?';

    private Query(String path) {
        this.text = new StringBuilder(path);
    }

    static Query of(String path) {
        return new Query(path);
    }

    Query flag(String name, boolean value) {
        return value ? and(name, "true") : this;
    }

    Query text(String name, String value) {
        return value.isEmpty() ? this : and(name, value);
    }

    Query and(String name, String value) {
        text.append(sign).append(name).append('=').append(Transport.escaped(value));
        sign = '&';
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
