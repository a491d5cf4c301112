package dev.wharf.benchmarks;

import java.util.Locale;

/** The work that the contestants do between the two topics. */
enum Bench {
    /** {@code amount >= 100} passes, unchanged. */
    FILTER("kafka -> filter.apply amount >= 100 -> kafka"),
    /** {@code amount >= 100} passes, reduced to four columns, with {@code total = amount * quantity} added. */
    PROJECT("kafka -> filter.apply amount >= 100 -> select.apply id, user_id, amount, quantity"
            + " -> map.apply total = amount * quantity -> kafka");

    private final String description;

    Bench(String description) {
        this.description = description;
    }

    static Bench of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }
}
