package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schemas by their ids. */
@Timeout(120)
final class IdTableTest {

    private static RegisteredSchema schema(int id) {
        return new RegisteredSchema(id, "", "", 0, Schema.of(SchemaType.AVRO, "x"), false);
    }

    @Test
    void findsWhatWasPutAndNothingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        IdTable table = new IdTable(1_000_000);
        Map<Integer, RegisteredSchema> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int id = random.nextBoolean() ? random.nextInt() : random.nextInt(30_000);
            RegisteredSchema schema = schema(id);
            table.put(id, schema);
            expected.putIfAbsent(id, schema);
        }
        expected.forEach(
                (id, schema) -> assertThat(table.get(id)).as("seed %s", seed).isSameAs(schema));
        assertThat(table.size()).isEqualTo(expected.size());
        for (int i = 0; i < 20_000; i++) {
            int id = random.nextInt();
            assertThat(table.get(id)).as("seed %s", seed).isSameAs(expected.get(id));
        }
    }

    @Test
    void dropsTheOlderHalfWhenItIsFull() {
        IdTable table = new IdTable(100);
        for (int id = 0; id < 101; id++) {
            table.put(id, schema(id));
        }
        assertThat(table.size()).isEqualTo(51);
        assertThat(table.get(49)).isNull();
        assertThat(table.get(50)).isNotNull();
        assertThat(table.get(100)).isNotNull();
    }

    @Test
    void holdsOneAtLeast() {
        IdTable table = new IdTable(1);
        table.put(1, schema(1));
        table.put(2, schema(2));
        assertThat(table.get(1)).isNull();
        assertThat(table.get(2)).isNotNull();
    }

    @Test
    void canBeReadWhileItGrows() throws Exception {
        IdTable table = new IdTable(100_000);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> wrong(table, done)));
            }
            for (int id = 0; id < 50_000; id++) {
                table.put(id, schema(id));
                assertThat(table.get(id)).isNotNull();
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isZero();
            }
        }
    }

    /** Once seen, a schema stays; and it is always the right one. */
    private static int wrong(IdTable table, AtomicBoolean done) {
        int wrong = 0;
        int seen = -1;
        while (!done.get()) {
            RegisteredSchema next = table.get(seen + 1);
            seen += next == null ? 0 : 1;
            RegisteredSchema before = seen < 0 ? null : table.get(seen / 2);
            wrong += seen >= 0 && (before == null || before.id() != seen / 2) ? 1 : 0;
        }
        return wrong;
    }
}
