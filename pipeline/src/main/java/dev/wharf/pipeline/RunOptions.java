package dev.wharf.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run gets from whoever starts it.
 *
 * @param embedded address of the Kafka that Wharf started itself; empty where the plan does not ask for one
 * @param registry address of the schema registry beside it; empty where there is none
 * @param standardInput for {@code stdin.read}
 * @param standardOutput for {@code stdout.write}
 * @param maxMessageBytes the smallest of the topics, as {@link Preflight} has found it; empty if not known
 */
public record RunOptions(
        Optional<String> embedded,
        Optional<String> registry,
        InputStream standardInput,
        OutputStream standardOutput,
        OptionalInt maxMessageBytes) {

    /** The same where nobody has looked at the topics, and there is no registry. */
    public RunOptions(Optional<String> embedded, InputStream standardInput, OutputStream standardOutput) {
        this(embedded, Optional.empty(), standardInput, standardOutput, OptionalInt.empty());
    }

    /** The same with a registry. */
    public RunOptions withRegistry(String url) {
        return new RunOptions(embedded, Optional.of(url), standardInput, standardOutput, maxMessageBytes);
    }
}
