package dev.wharf.cli;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.client.Secrets;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import dev.wharf.stage.TopicUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that talk to a cluster by themselves have in common: which one, and how to log in there. */
final class ClientOptions {
    /** A setting may be one of a producer or of a consumer: one file does for all commands. */
    private static final List<ClientRules> RULES = List.of(ClientRules.consumer(), ClientRules.producer());

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka's brokers (default: the embedded one).")
    private @Nullable String brokers;

    @Option(
            names = "--client",
            paramLabel = "KEY=VALUE",
            description = "A setting of Kafka's client, security included; $${env:NAME} and $${file:PATH} stand for"
                    + " secrets. May be repeated.")
    private @Nullable List<String> pairs;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "A properties file with such settings; --client takes precedence.")
    private @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Where the embedded Kafka keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data;

    private final List<String> problems = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ClientOptions() {}

    /**
     * The settings, with secrets in place.
     *
     * @throws WharfException with {@code CONFIGURATION} that names every problem, and never a secret
     */
    ClientSettings settings() {
        Embedded.check(brokers);
        problems.clear();
        Secrets secrets = new Secrets(System.getenv());
        Map<String, String> settings = new LinkedHashMap<>();
        written().forEach((key, setting) -> {
            String value = secrets.resolve(setting.written());
            settings.put(key, value);
            problem(key, setting.written(), value).ifPresent(text -> problems.add(setting.place() + ": " + text));
        });
        problems.addAll(ClientRules.conflicts(settings));
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new ClientSettings(brokers == null ? TopicUse.EMBEDDED : brokers, settings);
    }

    /** The brokers as they were given. */
    Optional<String> brokers() {
        return Optional.ofNullable(brokers);
    }

    /** Whether it was said how to log in. */
    boolean hasSettings() {
        return pairs != null || file != null;
    }

    /** Where the embedded Kafka keeps its data. */
    Path data() {
        return data;
    }

    /** The embedded Kafka, if one is needed and it is the one that is meant; close it. */
    Embedded embedded(boolean needed, PrintWriter err) {
        return Embedded.acquire(needed && Embedded.isMeant(brokers), data, err);
    }

    private record Setting(String place, String written) {}

    private Map<String, Setting> written() {
        Map<String, Setting> written = new LinkedHashMap<>();
        Properties properties = read();
        properties
                .stringPropertyNames()
                .forEach(key -> written.put(key, new Setting(String.valueOf(file), properties.getProperty(key))));
        for (String pair : pairs == null ? List.<String>of() : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) { // it may be a secret, so it is not shown
                problems.add("--client: a setting without its name; write KEY=VALUE");
            } else {
                written.put(pair.substring(0, equals).strip(), new Setting("--client", pair.substring(equals + 1)));
            }
        }
        return written;
    }

    private Properties read() {
        Properties properties = new Properties();
        if (file == null) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "there is no file " + file + " (looked for at " + file.toAbsolutePath()
                            + "); correct --client-config",
                    e);
        } catch (IOException | IllegalArgumentException e) { // the latter for a broken escape
            throw new WharfException(ErrorCode.CONFIGURATION, file + " cannot be read: " + e, e);
        }
    }

    /** It is right if it is right for a consumer or for a producer. */
    private static Optional<String> problem(String key, String written, String value) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ClientRules rules : RULES) {
            Optional<String> problem = rules.problem(key, written, value);
            if (problem.isEmpty()) {
                return problem;
            }
            problem.filter(text -> !text.endsWith("has no setting " + key)).ifPresent(problems::add);
            names.addAll(rules.names());
        }
        String unknown = "Kafka's clients have no setting " + key + Nearest.hint(key, names);
        return Optional.of(problems.isEmpty() ? unknown : problems.get(0));
    }
}
