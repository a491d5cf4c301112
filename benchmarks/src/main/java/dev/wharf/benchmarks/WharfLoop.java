package dev.wharf.benchmarks;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The product: its command runs a pipeline file in this JVM, and the numbers are taken around it. */
public final class WharfLoop {
    private static final String COMMAND = "dev.wharf.cli.Main";

    private WharfLoop() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException, ReflectiveOperationException {
        run(Contestant.WHARF, "at_least_once", args);
    }

    /** Runs a {@link LoadJob} and reports. */
    static void run(Contestant as, String delivery, String... args) throws IOException, ReflectiveOperationException {
        LoadJob job = LoadJob.parse(args);
        Path file = Files.writeString(job.folder().resolve("bench.toml"), WharfPipeline.toml(job, delivery));
        // The probe measures every contestant alike; a pipeline file alone may not load it.
        System.setProperty("wharf.client.allow", "interceptor.classes");
        int code = execute("run", file.toString(), "--brokers", job.brokers());
        if (code != 0) {
            throw new IllegalStateException("wharf run ended with code " + code);
        }
        ContestantReport.print(System.out, as, null);
    }

    /** Whether the command is on the class path. */
    static boolean available() {
        try {
            command();
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static Class<?> command() throws ReflectiveOperationException {
        return Class.forName(COMMAND);
    }

    private static int execute(String... args) throws ReflectiveOperationException {
        try {
            Object code = command().getMethod("execute", String[].class).invoke(null, (Object) args);
            return (Integer) code;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("wharf run failed", e.getCause());
        }
    }
}
