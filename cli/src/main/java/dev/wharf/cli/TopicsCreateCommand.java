package dev.wharf.cli;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.client.Secrets;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.TopicUse;
import dev.wharf.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf topics create}: creates topics. */
@Command(
        name = "create",
        description = "Creates topics.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics create orders --partitions 6 --brokers localhost:9092",
            "  wharf topics create orders invoices",
            "",
            "Exit codes: 0 created; 1 one is there already (unless --if-not-exists);",
            "2 wrong arguments, or refused as wrong by the brokers; 3 no broker, or the login",
            "was refused."
        })
final class TopicsCreateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of each (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Copies of each partition (default: what the cluster has for default).")
    private int replicationFactor;

    @Option(names = "--if-not-exists", description = "A topic that is there already is no failure.")
    private boolean ifNotExists;

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka's brokers (default: the embedded one).")
    private @Nullable String brokers;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "A properties file with further settings of Kafka's client, security included.")
    private @Nullable Path clientConfig;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Where the embedded Kafka keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsCreateCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (partitions < 1) {
            throw new WharfException(ErrorCode.CONFIGURATION, "--partitions " + partitions + " must be at least 1");
        }
        Embedded.check(brokers);
        ClientSettings client = settings();
        try (Embedded kafka = Embedded.acquire(Embedded.isMeant(brokers), data, err);
                Topics cluster = Topics.connect(kafka.address().map(client::at).orElse(client))) {
            return create(cluster);
        }
    }

    private int create(Topics cluster) {
        boolean failed = false;
        for (String topic : topics) {
            boolean created = cluster.create(topic, partitions, replicationFactor);
            failed |= !created && !ifNotExists;
            PrintWriter to = created || ifNotExists
                    ? spec.commandLine().getOut()
                    : spec.commandLine().getErr();
            to.println(
                    created ? "created " + topic + " with " + partitions + " partitions" : topic + " is there already");
            to.flush();
        }
        return failed ? Main.FAILED : 0;
    }

    private ClientSettings settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        Secrets secrets = new Secrets(System.getenv());
        Properties written = read();
        for (String key : written.stringPropertyNames()) {
            String value = secrets.resolve(written.getProperty(key));
            settings.put(key, value);
            ClientRules.consumer().problem(key, written.getProperty(key), value).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, clientConfig + ": " + String.join(System.lineSeparator(), problems));
        }
        return new ClientSettings(brokers == null ? TopicUse.EMBEDDED : brokers, settings);
    }

    private Properties read() {
        Properties properties = new Properties();
        if (clientConfig == null) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(clientConfig)) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, clientConfig + " cannot be read: " + e, e);
        }
    }
}
