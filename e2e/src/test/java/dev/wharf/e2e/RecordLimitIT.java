package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.TestTopics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that the output cannot take ends the run, says where it is and what to do, and costs nothing else. */
final class RecordLimitIT {
    private static final int BEFORE = 500;
    private static final int LIMIT = 20_000;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedKafka kafka;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        kafka = EmbeddedKafka.builder().start();
        TestTopics.create(kafka.bootstrapServers(), 1, Pipeline.INPUT);
    }

    @AfterEach
    void close() {
        harness.close();
        kafka.close();
    }

    @Test
    void aRecordOverTheProducersLimitStopsTheRunThere() {
        TestTopics.create(kafka.bootstrapServers(), 1, Pipeline.OUTPUT);
        Pipeline pipeline = pipeline().with("sink.client.\"max.request.size\"", String.valueOf(LIMIT));
        send();

        assertThat(failure(pipeline))
                .contains("stage sink", "in-0@" + BEFORE, "max.request.size", String.valueOf(LIMIT), "raise");
        assertThat(committed()).isEqualTo(BEFORE);
        assertThat(ids()).isEqualTo(numbers(BEFORE));

        assertThat(failure(pipeline)).contains("in-0@" + BEFORE);
        assertThat(ids()).isEqualTo(numbers(BEFORE));

        succeed(pipeline.with("sink.client.\"max.request.size\"", "1000000"));
        assertThat(ids()).isEqualTo(numbers(BEFORE + 2));
    }

    /** Here only the broker knows the limit, so the refusal comes when later records are on their way. */
    @Test
    void aRecordOverTheTopicsLimitStopsTheRunAndIsNotLost() {
        Map<String, String> limit = Map.of("max.message.bytes", String.valueOf(LIMIT));
        TestTopics.create(kafka.bootstrapServers(), 1, limit, Pipeline.OUTPUT);
        Pipeline pipeline = pipeline().with("sink.client.\"compression.type\"", "none");
        send();

        assertThat(failure(pipeline)).contains("stage sink", "in-0@" + BEFORE, "max.message.bytes", "raise");
        assertThat(committed()).isLessThanOrEqualTo(BEFORE);
        assertThat(ids()).doesNotContain(BEFORE);
    }

    private Pipeline pipeline() {
        return Pipeline.of("copy", kafka.bootstrapServers()).bounded(1_000_000, 2_000);
    }

    /** Small ones, one too large, and one more. */
    private void send() {
        try (Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int id = 0; id < BEFORE + 2; id++) {
                String pad = "x".repeat(id == BEFORE ? 2 * LIMIT : 10);
                String value = "{\"id\":" + id + ",\"key\":\"k\",\"amount\":100,\"pad\":\"" + pad + "\"}";
                var unused = producer.send(new ProducerRecord<>(Pipeline.INPUT, "k", value));
            }
        }
    }

    private String failure(Pipeline pipeline) {
        ChildProcess run = Wharf.in(folder, harness).run(pipeline);
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(1);
        return run.err();
    }

    private void succeed(Pipeline pipeline) {
        ChildProcess run = Wharf.in(folder, harness).run(pipeline);
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
    }

    private long committed() {
        try (GroupView view =
                new GroupView(kafka.bootstrapServers(), Pipeline.GROUP, Pipeline.INPUT, Pipeline.OUTPUT)) {
            return view.committed().getOrDefault(0, -1L);
        }
    }

    private List<Integer> ids() {
        List<Integer> ids = new ArrayList<>();
        for (OutputRecord record : OutputRecord.readAll(kafka.bootstrapServers(), Pipeline.OUTPUT)) {
            String value = String.valueOf(record.value());
            ids.add(Integer.parseInt(value.substring("{\"id\":".length(), value.indexOf(','))));
        }
        return ids;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
