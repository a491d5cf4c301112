package dev.wharf.devstack;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link BrokerUser} in a JVM of its own, as a test sees it. */
final class UserProcess implements AutoCloseable {

    private static final Pattern ACQUIRED = Pattern.compile("acquired (\\d+)");

    private final Process process;
    private final Path output;

    private UserProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static UserProcess start(Path folder, Path output, long lingerMs) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerUser.class.getName(),
                        folder.toString(),
                        Long.toString(lingerMs)))
                .redirectErrorStream(true)
                .redirectOutput(new File(output.toString()))
                .start();
        return new UserProcess(process, output);
    }

    /** The broker's process id, once this user has it. */
    long awaitBroker() {
        Matcher acquired =
                await().atMost(Clients.LIMIT).until(() -> ACQUIRED.matcher(Files.readString(output)), Matcher::find);
        return Long.parseLong(acquired.group(1));
    }

    /** As with kill -9. */
    void kill() {
        process.destroyForcibly();
        await().atMost(Clients.LIMIT).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }
}
