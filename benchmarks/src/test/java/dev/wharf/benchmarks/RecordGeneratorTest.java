package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.benchmarks.RecordGenerator.Generated;
import java.io.IOException;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RecordGeneratorTest {
    private static final int RECORDS = 20_000;

    @Test
    void theSameSeedMakesTheSameRecords() {
        RecordGenerator one = new RecordGenerator(7, Bench.Input.MANY);
        RecordGenerator two = new RecordGenerator(7, Bench.Input.MANY);

        for (int i = 0; i < 1_000; i++) {
            assertThat(one.next()).isEqualTo(two.next());
        }
    }

    @Test
    void anotherSeedMakesOtherRecords() {
        assertThat(new RecordGenerator(7, Bench.Input.MANY).next().value())
                .isNotEqualTo(new RecordGenerator(8, Bench.Input.MANY).next().value());
    }

    @Test
    void valuesAreAbout150BytesLong() {
        RecordGenerator generator = new RecordGenerator(7, Bench.Input.MANY);
        long bytes = 0;

        for (int i = 0; i < RECORDS; i++) {
            bytes += generator.next().value().length();
        }

        assertThat(bytes / (double) RECORDS).isCloseTo(150, Percentage.withPercentage(5));
    }

    @Test
    void halfOfTheRecordsPass() {
        RecordGenerator generator = new RecordGenerator(7, Bench.Input.MANY);

        for (int i = 0; i < RECORDS; i++) {
            generator.next();
        }

        assertThat(generator.passing()).isCloseTo(RECORDS / 2, within(RECORDS / 50L));
    }

    @Test
    void everyRecordIsWhatItSays() throws IOException {
        RecordGenerator generator = new RecordGenerator(7, Bench.Input.MANY);
        ObjectMapper mapper = new ObjectMapper();

        for (int i = 0; i < 1_000; i++) {
            Generated record = generator.next();
            JsonNode row = mapper.readTree(record.value());
            assertThat(row.path("amount").decimalValue().intValue() >= 100).isEqualTo(record.passes());
            assertThat(row.path("quantity").intValue()).isBetween(1, 9);
            assertThat(row.path("user_id").asText()).isEqualTo(record.key());
            assertThat(row.path("ts").longValue()).isEqualTo(record.timestamp());
            String id = row.path("id").textValue();
            assertThat(UUID.fromString(id)).hasToString(id);
        }
    }
}
