package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123Z");

    private final ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();

    @BeforeEach
    void trust() {
        ClassSecurityPredicate person =
                ClassSecurityValidator.builder().add(Person.class).build();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, person));
    }

    @AfterEach
    void trustNoLonger() {
        ClassSecurityValidator.setGlobal(before);
    }

    @Test
    void classesThatAvroDoesNotTrustAreNamedWithTheSettingThatHelps() {
        ClassSecurityValidator.setGlobal(before);
        Value value = AvroRecords.toValue(new Person("Ada", 36, NOON, null));
        assertThatThrownBy(() -> AvroRecords.fromValue(value, Person.SCHEMA$, Person.class))
                .hasMessageContaining("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=dev.wharf.avro");
    }

    @Test
    void generatedClassesBecomeValuesAndComeBack() {
        Person person = new Person("Ada", 36, NOON, new Person("Charles", 44, NOON, null));
        Value value = AvroRecords.toValue(person);
        assertThat(value).isInstanceOfSatisfying(Value.Row.class, row -> {
            assertThat(row.get("name")).isEqualTo(new Value.Text("Ada"));
            assertThat(row.get("born")).isEqualTo(new Value.Timestamp(NOON, Value.TimeUnit.MILLIS));
            assertThat(row.get("friend")).isInstanceOf(Value.Row.class);
        });
        Person again = AvroRecords.fromValue(value, Person.SCHEMA$, Person.class);
        assertThat(again.name()).isEqualTo("Ada");
        assertThat(again.age()).isEqualTo(36);
        assertThat(again.born()).isEqualTo(NOON);
        assertThat(again.friend()).isEqualTo(new Person("Charles", 44, NOON, null));
    }

    @Test
    void aClassReadsWhatAnotherSchemaWroteIfItCan() {
        Schema written = AvroRules.RULES.parse("""
            {"type":"record","name":"Person","namespace":"dev.wharf.avro","fields":[
              {"name":"born","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"name","type":"string"},{"name":"more","type":"int"}]}
            """).schema();
        Value value = Value.Row.of(
                Shape.of(List.of("name", "born", "more")),
                new Value.Text("Ada"),
                new Value.Timestamp(NOON, Value.TimeUnit.MILLIS),
                Value.Int.of(1));
        Person person = AvroRecords.fromValue(value, written, Person.class);
        assertThat(person.name()).isEqualTo("Ada");
        assertThat(person.age()).isEqualTo(-1);
        Schema other = AvroRules.RULES
                .parse("{\"type\":\"record\",\"name\":\"Person\",\"namespace\":\"dev.wharf.avro\",\"fields\":[]}")
                .schema();
        Value none = Value.Row.of(Shape.of(List.of()));
        assertThatThrownBy(() -> AvroRecords.fromValue(none, other, Person.class))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageContaining("cannot be had as dev.wharf.avro.Person");
    }

    @Test
    void genericRecordsDoTheSame() {
        Schema schema = AvroRules.RULES
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"n\",\"type\":\"long\"}]}")
                .schema();
        GenericData.Record record = new GenericData.Record(schema);
        assertThatThrownBy(() -> AvroRecords.toValue(record)).hasMessageContaining("does not fit its schema R");
        record.put("n", 5L);
        Value value = AvroRecords.toValue(record);
        assertThat(value).isEqualTo(Value.Row.of(Shape.of(List.of("n")), Value.Int.of(5)));
        assertThat(AvroRecords.fromValue(value, schema, GenericRecord.class)).isEqualTo(record);
        assertThat(AvroRecords.fromValue(value, schema, GenericData.Record.class))
                .isEqualTo(record);
    }
}
