package dev.wharf.benchmarks;

import java.util.List;
import java.util.Locale;

/** The work that the contestants do, on which input, and who takes part. */
enum Bench {
    /** {@code amount >= 100} passes, unchanged. */
    FILTER("kafka -> filter.apply amount >= 100 -> kafka"),
    /** {@code amount >= 100} passes, reduced to four columns, with {@code total = amount * quantity} added. */
    PROJECT("kafka -> filter.apply amount >= 100 -> select.apply id, user_id, amount, quantity"
            + " -> map.apply total = amount * quantity -> kafka"),
    /** The same as {@link #FILTER}, in transactions of a second. */
    ONCE("kafka -> filter.apply amount >= 100 -> kafka, exactly once"),
    /** The same as {@link #FILTER}, with JSON sent on, from Avro and from JSON. */
    AVRO_TO_JSON("kafka -> filter.apply amount >= 100 -> kafka as JSON; from JSON, and from the same records as Avro"),
    /** A handler that does nothing, for small records. */
    HANDLER("kafka -> a handler that does nothing"),
    /** The same for records of 1 KiB. */
    HANDLER_1K("kafka -> a handler that does nothing, for records of 1 KiB"),
    /** A handler that waits 10 ms: the plain consumer one record at a time, Wharf in 64 lanes by key. */
    LANES("kafka, one partition, 1,000 keys -> a handler that waits 10 ms, in 64 lanes by key");

    private final String description;

    Bench(String description) {
        this.description = description;
    }

    /**
     * What the input topic is like.
     *
     * @param users different keys
     * @param bytes of a value at the least; 0 for as it comes, about 150
     */
    record Input(int partitions, int users, int bytes) {
        static final Input MANY = new Input(4, 100_000, 0);
    }

    static Bench of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String description() {
        return description;
    }

    Input input() {
        return switch (this) {
            case FILTER, PROJECT, ONCE, AVRO_TO_JSON, HANDLER -> Input.MANY;
            case HANDLER_1K -> new Input(4, 100_000, 1_024);
            case LANES -> new Input(1, 1_000, 0);
        };
    }

    /** Who can take part. */
    List<Contestant> contestants() {
        return switch (this) {
            case FILTER, PROJECT ->
                List.of(Contestant.HAND_STREAMING, Contestant.HAND_TREE, Contestant.STREAMS, Contestant.WHARF);
            case ONCE -> List.of(Contestant.HAND_ONCE, Contestant.WHARF_ONCE, Contestant.WHARF);
            case AVRO_TO_JSON -> List.of(Contestant.WHARF, Contestant.WHARF_AVRO);
            case HANDLER, HANDLER_1K, LANES -> List.of(Contestant.POLL, Contestant.HANDLER);
        };
    }

    /** Whether half of the records are sent on. */
    boolean sends() {
        return switch (this) {
            case FILTER, PROJECT, ONCE, AVRO_TO_JSON -> true;
            case HANDLER, HANDLER_1K, LANES -> false;
        };
    }
}
