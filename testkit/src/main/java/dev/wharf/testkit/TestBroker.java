package dev.wharf.testkit;

import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker in a JVM of its own, on a port and a folder that stay, so that it can be killed, frozen and started again.
 * Any thread, one at a time.
 */
public final class TestBroker {
    private static final String ADDRESS = "bootstrap.servers = ";

    /** After a kill the controller believes the old broker alive for one session, and the new one has to wait. */
    private static final Map<String, String> SETTINGS =
            Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500");

    private final KillHarness harness;
    private final List<String> arguments;
    private String address = "";
    private ChildProcess process;

    private TestBroker(KillHarness harness, List<String> arguments) {
        this.harness = harness;
        this.arguments = arguments;
        this.process = launch(0);
        this.address = addressOf(process);
    }

    /** Starts one on a free port. */
    public static TestBroker start(KillHarness harness, Path data, Map<String, String> brokerSettings) {
        List<String> arguments = new ArrayList<>(List.of(data.toString()));
        brokerSettings.forEach((key, value) -> arguments.add(key + "=" + value));
        return new TestBroker(harness, arguments);
    }

    /** The JVM's program: folder, port, and broker settings as {@code key=value}. Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        for (String setting : List.of(args).subList(2, args.length)) {
            String[] parts = setting.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .dataFolder(Path.of(args[0]))
                .port(Integer.parseInt(args[1]))
                .brokerSettings(settings)
                .start()) {
            System.out.println(ADDRESS + kafka.bootstrapServers());
            Thread.currentThread().join();
        }
    }

    private ChildProcess launch(int port) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=dev/wharf/devstack/kafka-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                TestBroker.class.getName()));
        command.add(arguments.get(0));
        command.add(String.valueOf(port));
        command.addAll(arguments.subList(1, arguments.size()));
        return harness.start("broker", command, Map.of("PATH", "/usr/bin:/bin"));
    }

    private static String addressOf(ChildProcess process) {
        return process.awaitLine(ADDRESS, Await.LIMIT).substring(ADDRESS.length());
    }

    /** Host and port, the same after a restart. */
    public String bootstrapServers() {
        return address;
    }

    /** The process, to freeze and to thaw. */
    public ChildProcess process() {
        return process;
    }

    /** As with kill -9. */
    public void kill() {
        process.kill();
    }

    /** Starts it again after a kill, and waits until it serves. */
    public void restart() {
        process = launch(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        address = addressOf(process);
    }

    /** A port of this machine at which nobody listens, as far as that can be known. */
    public static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
