package dev.wharf.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wharf.devstack.internal.Address;
import dev.wharf.devstack.internal.BrokerFolder;
import dev.wharf.devstack.internal.ChildCommand;
import dev.wharf.devstack.internal.Deadline;
import dev.wharf.devstack.internal.Lease;
import dev.wharf.devstack.internal.Starter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each test has a folder and processes of its own and mostly waits for them, so they run side by side. */
@Execution(ExecutionMode.CONCURRENT)
final class DevKafkaIT {

    private static final long LINGER_MS = 500;

    @TempDir
    Path temporary;

    /** Brokers that a test has seen; none may outlive it, since its folder is deleted. */
    private final List<Long> brokers = new ArrayList<>();

    @AfterEach
    void awaitTheEndOfAllBrokers() {
        brokers.forEach(DevKafkaIT::awaitEnd);
    }

    @Test
    void keepsRecordsWhenItStopsAndStartsAgain() throws Exception {
        long first;
        try (DevKafka kafka = acquire()) {
            first = kafka.pid();
            createTopic(kafka);
            Clients.produce(kafka.bootstrapServers(), "orders", 100);
        }
        awaitEnd(first);
        assertThat(folder().resolve("address")).doesNotExist();

        try (DevKafka kafka = acquire()) {
            assertThat(kafka.pid()).isNotEqualTo(first);
            assertThat(Clients.consume(kafka.bootstrapServers(), "orders", 100)).isEqualTo(Clients.numbers(100));
        }
    }

    @Test
    void goesOnUntilTheLastProcessThatUsesItIsKilled() throws IOException {
        DevKafka kafka = acquire();
        DevKafka second = acquire();
        long broker = kafka.pid();
        try (UserProcess user = startUser("user")) {
            assertThat(user.awaitBroker()).isEqualTo(broker);
            assertThat(second.pid()).isEqualTo(broker);

            kafka.close();
            kafka.close();
            second.close();
            await().during(Duration.ofMillis(3 * LINGER_MS))
                    .atMost(Clients.LIMIT)
                    .until(() -> alive(broker));

            user.kill();
            awaitEnd(broker);
        }
    }

    @Test
    void startsOneBrokerForThreeProcessesThatComeAtOnce() throws IOException {
        List<UserProcess> users = new ArrayList<>();
        try {
            for (String name : List.of("one", "two", "three")) {
                users.add(startUser(name));
            }

            Set<Long> found = users.stream().map(UserProcess::awaitBroker).collect(Collectors.toSet());

            brokers.addAll(found);
            assertThat(found).hasSize(1);
            assertThat(Files.readString(folder().resolve("kafka.log"))).doesNotContain("not started");
        } finally {
            users.forEach(UserProcess::close);
        }
    }

    @Test
    void recoversTheDataOfABrokerThatWasKilled() throws Exception {
        try (DevKafka killed = acquire()) {
            createTopic(killed);
            Clients.produce(killed.bootstrapServers(), "orders", 100);
            signal("KILL", killed.pid());
            awaitEnd(killed.pid());
            assertThat(folder().resolve("address")).exists();

            try (DevKafka next = acquire()) {
                assertThat(next.pid()).isNotEqualTo(killed.pid());
                Clients.produce(next.bootstrapServers(), "orders", 1);
                assertThat(Clients.consume(next.bootstrapServers(), "orders", 101))
                        .hasSize(101);
            }
        }
    }

    @Test
    void takesOverFromAProcessThatWasKilledWhileItStartedTheBroker() throws IOException {
        try (UserProcess starter = startUser("starter")) {
            await().atMost(Clients.LIMIT)
                    .until(() -> Files.exists(folder().resolve("kafka").resolve("wharf.lock")));
            starter.kill();

            try (DevKafka kafka = acquire()) {
                Clients.requireAnswer(kafka.bootstrapServers());
                assertThat(Files.readString(folder().resolve("kafka.log"))).doesNotContain("not started");
            }
        }
    }

    @Test
    void ignoresTheTerminalsSignalsAndStopsOnTermination() throws Exception {
        try (DevKafka kafka = acquire()) {
            signal("INT", kafka.pid());
            signal("HUP", kafka.pid());
            createTopic(kafka);
            Clients.produce(kafka.bootstrapServers(), "orders", 1);

            signal("TERM", kafka.pid());

            awaitEnd(kafka.pid());
            assertThat(folder().resolve("address")).doesNotExist();
            assertThat(folder().resolve("kafka").resolve(".kafka_cleanshutdown"))
                    .exists();
        }
    }

    @Test
    void doesNotBelieveTheAddressOfABrokerThatIsGone() throws IOException {
        Files.createDirectories(folder());
        long reused = ProcessHandle.current().pid();
        Files.writeString(folder().resolve("address"), "bootstrap.servers=127.0.0.1:1\npid=" + reused + "\n");

        try (DevKafka kafka = acquire()) {
            Clients.requireAnswer(kafka.bootstrapServers());
            assertThat(kafka.pid()).isNotEqualTo(reused);
        }
    }

    @Test
    void saysThatThePortIsTakenOrAnotherOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            DevKafka.Settings settings = settings().withPort(taken.getLocalPort());

            assertThatThrownBy(() -> DevKafka.acquire(settings))
                    .isInstanceOf(DevstackException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("choose another port")
                    .hasMessageContaining("kafka.log");
            try (DevKafka kafka = acquire()) {
                assertThatThrownBy(() -> DevKafka.acquire(settings))
                        .isInstanceOf(DevstackException.class)
                        .hasMessageContaining(
                                "runs on port " + kafka.bootstrapServers().split(":", -1)[1]);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheJavaCommand() throws IOException {
        assertThatThrownBy(() -> DevKafka.acquire(settings().withJavaCommand(Path.of("/nowhere/java"))))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("/nowhere/java");
        Path broken = Files.writeString(temporary.resolve("java"), "#!/bin/sh\necho no such flag\nexit 9\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> DevKafka.acquire(settings().withJavaCommand(broken)))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("exit code 9")
                .hasMessageContaining("no such flag");
    }

    @Test
    void startsFasterFromTheSecondTimeOnAndSaysNothingOfIt() throws IOException {
        List<Path> jars = ChildCommand.classPathWith(List.of()).stream()
                .filter(Files::isRegularFile)
                .toList();
        assertThat(jars)
                .as("the archive needs the module as a jar, which the build puts on the class path")
                .anyMatch(jar -> jar.getFileName().toString().startsWith("wharf-devstack"));

        FileTime written = Files.getLastModifiedTime(archiveOf(runUntilItStops(jars)));

        assertThat(Files.getLastModifiedTime(archiveOf(runUntilItStops(jars)))).isEqualTo(written);
        assertThat(Files.readString(folder().resolve("kafka.log")))
                .doesNotContainIgnoringCase("cds", "archive", "VM warning");
    }

    private BrokerFolder runUntilItStops(List<Path> classPath) {
        BrokerFolder broker = BrokerFolder.open(folder());
        Deadline deadline = Deadline.in(Clients.LIMIT);
        ChildCommand command = new ChildCommand(
                settings().javaCommand(),
                classPath,
                BrokerProcess.class.getName(),
                List.of(broker.path().toString(), "0", "1", Long.toString(Clients.LIMIT.toMillis())));
        Lease lease = Lease.take(broker, deadline);
        Address address = new Starter(broker, command, deadline).findOrStart();
        lease.giveBack();
        awaitEnd(address.pid());
        return broker;
    }

    private static Path archiveOf(BrokerFolder broker) throws IOException {
        try (Stream<Path> files = Files.list(broker.path())) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path folder() {
        return temporary.resolve(".wharf");
    }

    private DevKafka.Settings settings() {
        return DevKafka.Settings.defaults()
                .withFolder(folder())
                .withStartTimeout(Clients.LIMIT)
                .withLinger(Duration.ofMillis(LINGER_MS));
    }

    private DevKafka acquire() {
        DevKafka kafka = DevKafka.acquire(settings());
        brokers.add(kafka.pid());
        return kafka;
    }

    private UserProcess startUser(String name) throws IOException {
        return UserProcess.start(folder(), temporary.resolve(name + ".out"), LINGER_MS);
    }

    private static void createTopic(DevKafka kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("orders", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void awaitEnd(long pid) {
        await().atMost(Clients.LIMIT).until(() -> !alive(pid));
    }
}
