package dev.wharf.store.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A real S3 server for tests, on a free port of 127.0.0.1, in a JVM of its own with a class path of its own. It ends
 * when it is closed, and with the JVM that has started it, however that ends.
 *
 * <p>Another module's tests have {@code wharf-store-contract} as a dependency of scope {@code test}, and:
 *
 * <pre>{@code
 * try (S3Server server = S3Server.start(S3Server.Kind.S3PROXY, temporaryFolder)) {
 *     // store.big.url = s3://payloads/prefix, store.big.endpoint = server.endpoint()
 *     // processes of their own: builder.environment().putAll(S3Server.environment())
 * }
 * }</pre>
 *
 * Stores in the JVM of the test find their credentials as everywhere; the pom of {@code wharf-store-contract} shows
 * how.
 */
public final class S3Server implements AutoCloseable {
    /** The bucket that is there from the beginning. */
    public static final String BUCKET = "payloads";

    public static final String ACCESS_KEY = "key-of-a-test";
    public static final String SECRET_KEY = "secret-of-a-test";

    private static final String READY = "endpoint = ";
    private static final int START_SECONDS = 120;

    /** Which server. */
    public enum Kind {
        /** Adobe's: knows much of what Amazon's does, asks nobody who he is. */
        S3MOCK("dev.wharf.testkit.s3mock.S3MockServer"),
        /** Andrew Gaul's: checks signatures, refuses what it does not know. */
        S3PROXY("dev.wharf.testkit.s3proxy.S3ProxyServer");

        private final String main;

        Kind(String main) {
            this.main = main;
        }

        private Path built() {
            return root().resolve("testkit-" + name().toLowerCase(Locale.ROOT)).resolve("target");
        }
    }

    private final Kind kind;
    private final Process process;
    private final String endpoint;

    private S3Server(Kind kind, Process process, String endpoint) {
        this.kind = kind;
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts one, and returns when it serves.
     *
     * @param folder that exists, for its objects and its log
     */
    public static S3Server start(Kind kind, Path folder) throws IOException {
        Path log = folder.resolve(kind + ".log");
        Path objects = Files.createDirectories(folder.resolve(kind + "-objects"));
        Process process = new ProcessBuilder(command(kind, objects))
                .redirectError(log.toFile())
                .start();
        try {
            return new S3Server(kind, process, address(process, log));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<String> command(Kind kind, Path objects) throws IOException {
        Path built = kind.built();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp"));
        command.add(built.resolve("classes") + ":" + Files.readString(built.resolve("classpath")));
        command.addAll(List.of(kind.main, objects.toString(), BUCKET, ACCESS_KEY, SECRET_KEY));
        return command;
    }

    /** What it prints; nothing else comes that way. */
    private static String address(Process process, Path log) {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = CompletableFuture.supplyAsync(() -> line(lines))
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        } catch (CompletionException e) {
            throw new IllegalStateException("the server has not started within " + START_SECONDS + " s; see " + log, e);
        }
        throw new IllegalStateException("the server has ended; " + log + " says why");
    }

    private static String line(BufferedReader lines) {
        try {
            String line = lines.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the whole project, from the folder of whichever module is tested. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("testkit-s3mock"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run tests in the folder of a module of the project");
        }
        return folder;
    }

    public Kind kind() {
        return kind;
    }

    /** For the setting {@code endpoint} of a store. */
    public String endpoint() {
        return endpoint;
    }

    /** What a process needs in its environment to be let in. */
    public static Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET_KEY,
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
