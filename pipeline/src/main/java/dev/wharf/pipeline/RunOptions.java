package dev.wharf.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What a run gets from whoever starts it.
 *
 * @param embedded address of the Kafka that Wharf started itself; empty where the plan does not ask for one
 * @param standardInput for {@code stdin.read}
 * @param standardOutput for {@code stdout.write}
 */
public record RunOptions(Optional<String> embedded, InputStream standardInput, OutputStream standardOutput) {}
