package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.DevKafka;
import dev.wharf.endpoint.HttpAddress;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf dev}: a Kafka to develop with. */
@Command(
        name = "dev",
        description =
                "Starts a Kafka and a schema registry to develop with, and stays until it is stopped. Data is kept.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  wharf dev --port 9092",
            "",
            "Prints bootstrap.servers = HOST:PORT and schema.registry.url = URL when it is",
            "ready. Exit codes: 0 stopped; 1 the Kafka has ended by itself; 2 wrong",
            "arguments; 3 it cannot be started (port or folder taken)."
        })
final class DevCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;
    /** How it ended: by somebody's wish, or else because the broker is gone. */
    private static final boolean STOPPED = true;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port on 127.0.0.1 (default: a free one).")
    private int port;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of the registry on 127.0.0.1 (default: a free one).")
    private int registryPort;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Where it keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--json", description = "Print the address as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DevCommand() {}

    @Override
    public Integer call() {
        checkPort("--port", port);
        checkPort("--registry-port", registryPort);
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        DevKafka.Settings settings =
                DevKafka.Settings.defaults().withFolder(data).withPort(port);
        try (DevKafka kafka = DevKafka.acquire(settings);
                DevRegistry registry = registry(kafka)) {
            Signals.onFirst(() -> end.complete(STOPPED));
            var unused = kafka.ended().thenRun(() -> end.complete(!STOPPED));
            print(kafka, registry);
            if (end.join() == STOPPED) {
                return 0;
            }
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED,
                    "the embedded Kafka (process " + kafka.pid() + ") has ended by itself; "
                            + kafka.folder().resolve("kafka.log") + " may say why, then start it again");
        }
    }

    private static void checkPort(String option, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    option + " " + port + " is not between 0 and " + LAST_PORT + " (0 takes a free one)");
        }
    }

    /** Its schemas are kept by the Kafka. */
    private DevRegistry registry(DevKafka kafka) {
        return DevRegistry.start(DevRegistrySettings.inMemory()
                .withAddress(HttpAddress.loopback(registryPort))
                .withKafka(ClientSettings.of(kafka.bootstrapServers())));
    }

    private void print(DevKafka kafka, DevRegistry registry) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("bootstrap.servers", kafka.bootstrapServers());
            map.put("schema.registry.url", registry.url());
            map.put("data", kafka.folder().toString());
            map.put("pid", kafka.pid());
            out.println(Json.pretty(map));
        } else {
            out.println("bootstrap.servers = " + kafka.bootstrapServers());
            out.println("schema.registry.url = " + registry.url());
        }
        out.flush();
        if (out.checkError()) {
            throw new WharfException(
                    ErrorCode.SINK_FAILED, "standard output cannot be written, so nobody would learn the address");
        }
    }
}
