package dev.wharf.cli;

import dev.wharf.devstack.DevKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf dev}: a Kafka to develop with. */
@Command(
        name = "dev",
        description = "Starts a Kafka to develop with, and stays until it is stopped. Its data is kept.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  wharf dev --port 9092",
            "",
            "Prints one line, bootstrap.servers = HOST:PORT, when it is ready. Exit codes:",
            "0 stopped; 2 wrong arguments; 3 it cannot be started (port or folder taken)."
        })
final class DevCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port on 127.0.0.1 (default: a free one).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Where it keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DevCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "--port " + port + " is not between 0 and " + LAST_PORT + " (0 takes a free one)");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        DevKafka.Settings settings =
                DevKafka.Settings.defaults().withFolder(data).withPort(port);
        try (DevKafka kafka = DevKafka.acquire(settings)) {
            Signals.onFirst(stopped::countDown);
            PrintWriter out = spec.commandLine().getOut();
            out.println("bootstrap.servers = " + kafka.bootstrapServers());
            out.flush();
            stopped.await();
            return 0;
        }
    }
}
