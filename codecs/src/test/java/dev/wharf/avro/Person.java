package dev.wharf.avro;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** What Avro's generator of classes makes, in short. */
public final class Person extends SpecificRecordBase {
    private static final long serialVersionUID = 1L;

    /** Avro's library looks for this name. */
    public static final Schema SCHEMA$ = AvroRules.RULES.parse("""
        {"type":"record","name":"Person","namespace":"dev.wharf.avro","fields":[
          {"name":"name","type":"string"},
          {"name":"age","type":"int","default":-1},
          {"name":"born","type":{"type":"long","logicalType":"timestamp-millis"}},
          {"name":"friend","type":["null","Person"],"default":null}]}
        """).schema();

    private String name = "";
    private int age;
    private Instant born = Instant.EPOCH;
    private @Nullable Person friend;

    /** As Avro's library makes one. */
    public Person() {}

    Person(String name, int age, Instant born, @Nullable Person friend) {
        this.name = name;
        this.age = age;
        this.born = born.truncatedTo(ChronoUnit.MILLIS);
        this.friend = friend;
    }

    String name() {
        return name;
    }

    int age() {
        return age;
    }

    Instant born() {
        return born;
    }

    @Nullable
    Person friend() {
        return friend;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    @SuppressWarnings("NullAway") // Avro's library has no annotations
    public Object get(int field) {
        return switch (field) {
            case 0 -> name;
            case 1 -> age;
            case 2 -> born;
            default -> friend;
        };
    }

    @Override
    public void put(int field, Object value) {
        switch (field) {
            case 0 -> name = value.toString();
            case 1 -> age = (int) value;
            case 2 -> born = (Instant) value;
            default -> friend = (Person) value;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Avro's library has no annotations
    public Conversion<?> getConversion(int field) {
        return field == 2 ? new TimeConversions.TimestampMillisConversion() : null;
    }
}
