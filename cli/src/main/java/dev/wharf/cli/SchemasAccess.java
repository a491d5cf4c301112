package dev.wharf.cli;

import dev.wharf.client.Secrets;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.RegistryException;
import dev.wharf.schema.RegistryFault;
import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.SchemaRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the commands that talk to a schema registry have in common. */
final class SchemasAccess {
    @Mixin
    private RegistryOptions options;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Without --registry: where the embedded Kafka keeps its data, schemas among it (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--json", description = "Print the outcome as JSON on standard output.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasAccess() {}

    /** What is done with the registry; the answer is the exit code. */
    interface Work {
        int with(SchemaRegistry registry);
    }

    boolean json() {
        return json;
    }

    /**
     * Does it, with the registry that was named, or else with the one beside the embedded Kafka.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the registry does not answer
     */
    int run(CommandSpec spec, Work work) {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> settings = options.settings(new Secrets(System.getenv()));
        try (Embedded kafka = Embedded.acquire(settings.isEmpty(), data, err);
                DevRegistryLease ours = DevRegistryLease.acquire(settings.isEmpty(), kafka, err)) {
            RegistrySettings to = RegistrySettings.of(
                    ours.url().map(url -> Map.of(RegistryOptions.URL, url)).orElse(settings));
            try (SchemaRegistry registry = new SchemaRegistry(to)) {
                return work.with(registry);
            }
        } catch (RegistryException e) {
            if (e.fault() == RegistryFault.UNAVAILABLE) {
                throw new WharfException(ErrorCode.ENVIRONMENT, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }
}
