package dev.wharf.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void givesTheSameFieldForTheSameName() {
        Fields fields = new Fields();
        Field first = fields.field("a");
        Field second = fields.field("b");

        assertThat(fields.field("a")).isSameAs(first);
        assertThat(second.index()).isEqualTo(1);
        assertThat(fields.at(1)).isSameAs(second);
        assertThat(fields.size()).isEqualTo(2);
    }

    @Test
    void knowsTheNamesOfMetadata() {
        assertThat(new Fields().field("_kafka_offset").virtual()).isTrue();
        assertThat(new Fields().field("offset").virtual()).isFalse();
    }

    @Test
    void keepsAnEncodedNameFromItsFirstUse() {
        Field field = new Fields().field("a");
        byte[] encoded = field.asName().encoded(name -> name.getBytes(StandardCharsets.UTF_8));

        assertThat(field.asName().encoded(name -> new byte[0])).isSameAs(encoded);
    }

    @Test
    void findsNamesThatDifferOnlyInTheMiddle() {
        Fields fields = new Fields();
        fields.field("0123456789abcdefghij");
        fields.field("0123456789ABcdefghij");

        assertThat(indexOf(fields, "0123456789ABcdefghij")).isEqualTo(1);
        assertThat(indexOf(fields, "0123456789xxcdefghij")).isEqualTo(-1);
    }

    @Test
    void tellsNulBytesFromNothing() {
        Fields fields = new Fields();
        fields.field("a\0");
        fields.field("\0\0");

        assertThat(indexOf(fields, "a")).isEqualTo(-1);
        assertThat(indexOf(fields, "")).isEqualTo(-1);
        assertThat(indexOf(fields, "a\0")).isZero();
        assertThat(indexOf(fields, "\0\0")).isEqualTo(1);
        assertThat(indexOf(new Fields(), "")).isEqualTo(-1);
    }

    @Test
    void findsANameWithoutUtf8AsTextAlone() {
        Fields fields = new Fields();
        fields.field("\uD800");
        fields.field("?");

        assertThat(indexOf(fields, "?")).isEqualTo(1);
        assertThat(fields.table().indexOf("\uD800")).isZero();
        assertThat(fields.table().indexOf("\uD801")).isEqualTo(-1);
    }

    @Test
    void findsWhatAMapFinds() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Fields fields = new Fields();
            Map<String, Integer> expected = new HashMap<>();
            for (int i = random.nextInt(100); i > 0; i--) {
                Field field = fields.field(name(random));
                expected.put(field.name(), field.index());
            }
            for (int i = 0; i < 500; i++) {
                String name = name(random);
                assertThat(indexOf(fields, name))
                        .as("seed %d, name %s", seed, name)
                        .isEqualTo(expected.getOrDefault(name, -1));
            }
        }
    }

    /** Few letters, so that names begin and end alike. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder("x".repeat(random.nextInt(3) * 8));
        for (int i = random.nextInt(5); i > 0; i--) {
            name.append("abä名".charAt(random.nextInt(4)));
        }
        return name.append("y".repeat(random.nextInt(3) * 5)).toString();
    }

    /** Looks the name up inside a larger array, and once more at its very end. */
    private static int indexOf(Fields fields, String name) {
        byte[] bytes = ("##" + name).getBytes(StandardCharsets.UTF_8);
        byte[] larger = ("##" + name + "##########").getBytes(StandardCharsets.UTF_8);
        int index = fields.table().indexOf(bytes, 2, bytes.length);
        assertThat(fields.table().indexOf(larger, 2, bytes.length)).isEqualTo(index);
        return index;
    }
}
