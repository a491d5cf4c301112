package dev.wharf.registry;

import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A registry in a JVM of its own, which can be killed. */
final class RegistryProcess {
    private static final String LOG = "registry.log";

    private RegistryProcess() {}

    /** Writes its address into a file, and goes on until it is killed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        DevRegistry registry = start(RegistryRig.settings(args[0], args[1]));
        Path file = Path.of(args[2]);
        Path half = Files.writeString(file.resolveSibling(file.getFileName() + ".half"), registry.url());
        var unused = Files.move(half, file);
        new CountDownLatch(1).await();
    }

    /** Where many tests share few processors, a broker may be slower than a registry is prepared to wait. */
    private static DevRegistry start(DevRegistrySettings settings) {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                return DevRegistry.start(settings);
            } catch (WharfException e) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw e;
                }
            }
        }
    }

    static Process start(String brokers, String topic, Path address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegistryProcess.class.getName(),
                        brokers,
                        topic,
                        address.toString())
                .redirectErrorStream(true)
                .redirectOutput(address.resolveSibling(LOG).toFile())
                .start();
    }

    /** What the last one has said. */
    static String log(Path address) {
        try {
            return Files.readString(address.resolveSibling(LOG));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
