package dev.wharf.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A schema by its id that is in memory, as each record asks for it: by one thread, and by eight at the same time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SchemaLookupBenchmark {
    private static final int IDS = 1_000;
    private static final byte[] SCHEMA = "{\"schema\":\"\\\"int\\\"\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final SchemaRegistry registry;

    /** Fills the memory. */
    public SchemaLookupBenchmark() {
        server = started();
        registry = new SchemaRegistry(
                RegistrySettings.of("http://127.0.0.1:" + server.getAddress().getPort()));
        for (int id = 1; id <= IDS; id++) {
            var unused = registry.byId(id);
        }
    }

    /** Which id a thread asks for next. */
    @State(Scope.Thread)
    public static class Next {
        private int id;

        int next() {
            id = id % IDS + 1;
            return id;
        }
    }

    private static HttpServer started() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, SCHEMA.length);
                exchange.getResponseBody().write(SCHEMA);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes both. */
    @TearDown
    public void stop() {
        registry.close();
        server.stop(0);
    }

    /** One. */
    @Benchmark
    @Threads(1)
    public RegisteredSchema oneThread(Next next) {
        return registry.byId(next.next());
    }

    /** Eight. */
    @Benchmark
    @Threads(8)
    public RegisteredSchema eightThreads(Next next) {
        return registry.byId(next.next());
    }
}
