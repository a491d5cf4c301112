package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of three services, each of which is killed in the middle of its work. */
final class EventServicesIT {
    /** So many orders a service has done since it was started, before it is killed. */
    private static final int BUSY = 60;

    private static final int SIGTERM = 143;

    private static final Map<String, String> TOPICS = Map.of(
            "KAFKA_TOPIC_ORDER_PLACED", "order-placed",
            "KAFKA_TOPIC_ORDER_VALIDATED", "order-validated",
            "KAFKA_TOPIC_ORDER_PAID", "order-paid",
            "KAFKA_TOPIC_ERRORS", "processing-errors");

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
        TestTopics.create(
                kafka.bootstrapServers(), 3, "order-placed", "order-validated", "order-paid", "processing-errors");
        TestTopics.create(kafka.bootstrapServers(), 1, "validation-dlq", "payment-dlq");
    }

    @AfterEach
    void close() {
        harness.close();
        kafka.close();
    }

    private ChildProcess service(String program, String name, String... arguments) {
        Map<String, String> environment = new HashMap<>(TOPICS);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("SERVICE_NAME", name);
        environment.put("RETRY_DELAY", "0.05");
        // A dead member is noticed when its session is over.
        environment.put("KAFKA_CLIENT_SESSION_TIMEOUT_MS", "6000");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "dev.wharf.example.shop." + program));
        command.addAll(List.of(arguments));
        return harness.start(name, command, environment);
    }

    private static String classPath() {
        Path jars =
                Path.of("..", "examples", "services", "target").toAbsolutePath().normalize();
        Path lib = Path.of(System.getProperty("wharf.distribution", "?"))
                .resolve("lib")
                .toAbsolutePath()
                .normalize();
        try (var files = Files.list(jars)) {
            String own = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().endsWith("-sources.jar"))
                    .filter(file -> !file.toString().endsWith("-javadoc.jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
            return own + ":" + lib + "/*";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long done(ChildProcess service, String word) {
        return service.out().lines().filter(line -> line.startsWith(word)).count();
    }

    /** Killed while it works, and started again. */
    private ChildProcess killed(ChildProcess service, String word, String program, String name) {
        Await.until(() -> name + " at work\n" + service.tail(), Await.LIMIT, busy(service, word));
        assertThat(service.alive()).isTrue();
        service.kill();
        return service(program, name);
    }

    @Test
    void everyOrderComesToItsEndWhoeverIsKilled() {
        ChildProcess orders = service("OrderService", "orders", "1", "1000000", "200");
        ChildProcess validation = service("ValidationService", "validation");
        ChildProcess payment = service("PaymentService", "payment");
        for (int round = 0; round < 2; round++) {
            validation = killed(validation, "validated", "ValidationService", "validation");
            payment = killed(payment, "paid", "PaymentService", "payment");
        }
        Await.until("the services at work again", Await.LIMIT, busy(validation, "validated"));
        Await.until("the services at work again", Await.LIMIT, busy(payment, "paid"));
        assertThat(orders.alive()).isTrue();
        orders.kill();

        Set<String> placed = orders.out()
                .lines()
                .filter(line -> line.matches("placed o-\\d+"))
                .map(line -> line.substring("placed ".length()))
                .collect(Collectors.toSet());
        Set<String> wrong = which(placed, number -> number % 90 == 0);
        Set<String> declined = which(placed, number -> number % 90 != 0 && number % 25 == 0);
        awaitKeys("order-paid", which(placed, number -> number % 90 != 0 && number % 25 != 0));
        awaitKeys("validation-dlq", wrong);
        awaitKeys("payment-dlq", declined);
        assertThat(keys("processing-errors")).containsAll(wrong).containsAll(declined);

        validation.send(ChildProcess.Signal.TERM);
        payment.send(ChildProcess.Signal.TERM);
        assertThat(validation.awaitExit(Await.LIMIT)).isEqualTo(SIGTERM);
        assertThat(payment.awaitExit(Await.LIMIT)).isEqualTo(SIGTERM);
    }

    private static BooleanSupplier busy(ChildProcess service, String word) {
        return () -> done(service, word) >= BUSY;
    }

    private static Set<String> which(Set<String> ids, IntPredicate wanted) {
        return ids.stream().filter(id -> wanted.test(number(id))).collect(Collectors.toSet());
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(2));
    }

    /** Orders whose placing nobody has heard of may be there, too. */
    private void awaitKeys(String topic, Set<String> wanted) {
        Await.until(
                () -> topic + " with all of " + wanted.size() + "\n" + harness.tails(),
                Await.LIMIT,
                () -> keys(topic).containsAll(wanted));
    }

    private Set<String> keys(String topic) {
        return OutputRecord.readAll(kafka.bootstrapServers(), topic).stream()
                .map(OutputRecord::key)
                .collect(Collectors.toSet());
    }
}
