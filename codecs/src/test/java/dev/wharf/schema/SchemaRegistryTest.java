package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered, for how long, and what happens while the registry is away. */
@Timeout(300)
final class SchemaRegistryTest {
    private static final String SEVEN = "GET /schemas/ids/7";
    private static final String LATEST = "GET /subjects/s/versions/latest";
    private static final UUID GUID = UUID.fromString("d9379214-66c4-484b-925f-4e0ee0f4c896");

    private final TestRegistry server = new TestRegistry();
    private final TestTime time = new TestTime();
    private final List<SchemaRegistry> opened = new ArrayList<>();
    private final SchemaRegistry registry = open(Map.of());

    @AfterEach
    void close() {
        opened.forEach(SchemaRegistry::close);
        server.close();
    }

    /** One attempt a call, so that requests can be counted. */
    private SchemaRegistry open(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("registry.url", server.url(), "registry.retry.attempts", "1"));
        settings.putAll(more);
        SchemaRegistry made = new SchemaRegistry(RegistrySettings.of(settings), time.timing());
        opened.add(made);
        return made;
    }

    private static String version(int id, int version, String schema) {
        return "{\"subject\":\"s\",\"version\":" + version + ",\"id\":" + id + ",\"schema\":\"" + schema + "\"}";
    }

    private RegistryFault fault(Runnable call) {
        return catchThrowableOfType(RegistryException.class, call::run).fault();
    }

    @Test
    void asksForAnIdOnceAndNeverAgain() {
        server.on(SEVEN, "{\"schema\":\"x\"}").on("GET /schemas/guids/" + GUID, "{\"schema\":\"y\"}");
        assertThat(registry.known(7)).isNull();

        RegisteredSchema first = registry.byId(7);
        time.pass(Duration.ofDays(1_000));

        assertThat(registry.byId(7)).isSameAs(first);
        assertThat(registry.known(7)).isSameAs(first);
        assertThat(registry.byGuid(GUID)).isSameAs(registry.byGuid(GUID));
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void asksOnceForAHundredThreads() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        server.on(SEVEN, "{\"schema\":\"x\"}").hold(answer);
        AtomicInteger arrived = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            List<Future<RegisteredSchema>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> {
                    arrived.incrementAndGet();
                    return registry.byId(7);
                }));
            }
            Awaitility.await()
                    .until(() -> arrived.get() == 100 && server.lines().size() == 1);
            answer.countDown();
            for (Future<RegisteredSchema> each : answers) {
                assertThat(each.get().schema().text()).isEqualTo("x");
            }
        }
        assertThat(server.lines()).containsExactly(SEVEN);
    }

    @Test
    void doesNotAskAgainForSomeTimeForWhatIsNotThere() {
        server.refuse(SEVEN, 404, 40403);
        for (int i = 0; i < 1_000; i++) {
            assertThat(fault(() -> registry.byId(7))).isEqualTo(RegistryFault.UNKNOWN_SCHEMA);
        }
        assertThat(server.lines()).hasSize(1);

        time.pass(Duration.ofSeconds(31));
        server.on(SEVEN, "{\"schema\":\"x\"}");
        assertThat(registry.byId(7).id()).isEqualTo(7);
    }

    @Test
    void makesFewRequestsWhileTheRegistryIsAway() {
        server.down(true);
        for (int second = 0; second < 600; second++) {
            for (int id = 0; id < 20; id++) {
                int wanted = id;
                assertThat(fault(() -> registry.byId(wanted))).isEqualTo(RegistryFault.UNAVAILABLE);
            }
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(server.lines()).as("in ten minutes with twenty ids").hasSizeLessThan(60);

        server.down(false);
        server.on("GET /schemas/ids/3", "{\"schema\":\"x\"}");
        int seconds = 0;
        while (registry.known(3) == null && seconds++ < 120) {
            time.pass(Duration.ofSeconds(1));
            try {
                var unused = registry.byId(3);
            } catch (RegistryException e) {
                assertThat(e.fault()).isEqualTo(RegistryFault.UNAVAILABLE);
            }
        }
        assertThat(seconds).as("until it is noticed that it answers again").isLessThan(100);
    }

    @Test
    void failsAtOnceOnceItIsClearThatTheRegistryIsAway() {
        server.down(true);
        try (LogLines log = new LogLines()) {
            for (int id = 0; id < 50; id++) {
                int wanted = id;
                assertThat(fault(() -> registry.byId(wanted))).isEqualTo(RegistryFault.UNAVAILABLE);
            }
            assertThat(server.lines()).hasSize(3);
            assertThat(log.of("WARN")).singleElement().asString().contains("does not answer");

            server.down(false);
            server.on(SEVEN, "{\"schema\":\"x\"}");
            time.pass(Duration.ofSeconds(2));
            assertThat(registry.byId(7).id()).isEqualTo(7);
            assertThat(log.of("INFO")).singleElement().asString().contains("answers again");
        }
    }

    @Test
    void asksForTheLatestAgainAfterATime() {
        server.on(LATEST, version(7, 1, "one"));
        assertThat(registry.latest("s").version()).isEqualTo(1);
        server.on(LATEST, version(8, 2, "two"));
        time.pass(Duration.ofSeconds(59));
        assertThat(registry.latest("s").version()).isEqualTo(1);
        time.pass(Duration.ofSeconds(2));
        assertThat(registry.latest("s").version()).isEqualTo(2);

        assertThat(registry.byId(7).schema().text()).as("learned on the way").isEqualTo("one");
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void usesAnOldAnswerWhileTheRegistryIsAwayAndSaysSoOnce() {
        server.on(LATEST, version(7, 1, "one"));
        var unused = registry.latest("s");
        server.down(true);
        try (LogLines log = new LogLines()) {
            for (int minute = 0; minute < 30; minute++) {
                time.pass(Duration.ofMinutes(1));
                assertThat(registry.latest("s").version()).isEqualTo(1);
            }
            assertThat(log.of("WARN").stream().filter(line -> line.contains("what it said before")))
                    .hasSize(1);
        }
        server.down(false);
        server.on(LATEST, version(8, 2, "two"));
        time.pass(Duration.ofMinutes(2));
        assertThat(registry.latest("s").version()).isEqualTo(2);
    }

    @Test
    void forgetsAnOldAnswerWhenTheRegistrySaysThatItIsGone() {
        server.on(LATEST, version(7, 1, "one"));
        var unused = registry.latest("s");
        server.refuse(LATEST, 404, 40401);
        time.pass(Duration.ofMinutes(2));
        assertThat(fault(() -> registry.latest("s"))).isEqualTo(RegistryFault.UNKNOWN_SUBJECT);
    }

    @Test
    void asksForAGuidThatWasNotSaid() {
        String withGuid = "{\"schema\":\"x\",\"guid\":\"" + GUID + "\"}";
        server.on("POST /subjects/s/versions", "{\"id\":7}")
                .on(SEVEN, withGuid)
                .on("GET /schemas/ids/7?subject=%3A.ctx%3As", withGuid);
        RegisteredSchema registered = registry.register("s", Schema.of(SchemaType.AVRO, "x"), false);
        assertThat(registered.guid()).isEmpty();
        assertThat(registry.guid(registered, "s")).contains(GUID);
        assertThat(registry.guid(registered, ":.ctx:s")).contains(GUID);
        server.on(SEVEN, "{\"schema\":\"x\"}");
        assertThat(registry.guid(registered, "s")).isEmpty();
    }

    @Test
    void keepsIdsOfContextsApart() {
        server.on(SEVEN, "{\"schema\":\"default\"}")
                .on("GET /schemas/ids/7?subject=%3A.ctx%3As", "{\"schema\":\"other\"}");
        assertThat(registry.byId(7).schema().text()).isEqualTo("default");
        assertThat(registry.byId(7, ":.ctx:s").schema().text()).isEqualTo("other");
        assertThat(registry.byId(7, "s").schema().text()).isEqualTo("default");
        assertThat(registry.byId(7, ":.ctx:t").schema().text())
                .as("of one context")
                .isEqualTo("other");
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void keepsNoMoreThanItMay() {
        SchemaRegistry small = open(Map.of("registry.cache.size", "10"));
        for (int id = 1; id <= 100; id++) {
            server.on("GET /schemas/ids/" + id, "{\"schema\":\"x\"}");
            assertThat(small.byId(id).id()).isEqualTo(id);
        }
        long known = 0;
        for (int id = 1; id <= 100; id++) {
            known += small.known(id) == null ? 0 : 1;
        }
        assertThat(known).isBetween(5L, 10L);
        assertThat(small.known(100)).isNotNull();
    }

    @Test
    void startsFromTheDiskWhileTheRegistryIsAway(@TempDir Path folder) {
        Map<String, String> onDisk = Map.of("registry.cache.dir", folder.toString());
        String inner = version(3, 1, "inner").replace("\"s\"", "\"inner\"");
        server.on(SEVEN, "{\"schema\":\"x\",\"references\":[{\"name\":\"i\",\"subject\":\"inner\",\"version\":1}]}")
                .on("GET /subjects/inner/versions/1", inner)
                .on(LATEST, version(8, 2, "two"));
        SchemaRegistry before = open(onDisk);
        var unused = before.references(before.byId(7).schema());
        unused = Map.of("", before.latest("s").schema().text());
        server.down(true);
        try (LogLines log = new LogLines()) {
            SchemaRegistry after = open(onDisk);
            RegisteredSchema seven = after.byId(7);
            assertThat(seven.schema().text()).isEqualTo("x");
            assertThat(after.references(seven.schema())).containsExactly(Map.entry("i", "inner"));
            assertThat(after.byId(3).schema().text()).isEqualTo("inner");
            assertThat(after.latest("s").version()).isEqualTo(2);
            assertThat(fault(() -> after.byId(99))).isEqualTo(RegistryFault.UNAVAILABLE);
            assertThat(log.of("WARN").stream().filter(line -> line.contains("from the disk")))
                    .hasSize(1);
        }
    }

    @Test
    void trustsTheRegistryMoreThanTheDisk(@TempDir Path folder) {
        Map<String, String> onDisk = Map.of("registry.cache.dir", folder.toString());
        server.on(SEVEN, "{\"schema\":\"before it was emptied\"}");
        assertThat(open(onDisk).byId(7).id()).isEqualTo(7);
        server.on(SEVEN, "{\"schema\":\"another\"}");
        assertThat(open(onDisk).byId(7).schema().text()).isEqualTo("another");
    }

    @Test
    void fetchesBeforehand() {
        server.on("GET /subjects/s/versions", "[1,2]")
                .on("GET /subjects/s/versions/1", version(7, 1, "one"))
                .on("GET /subjects/s/versions/2", version(8, 2, "two"))
                .refuse("GET /subjects/t/versions", 404, 40401);

        assertThat(registry.prefetch(List.of("s", "t"))).isEqualTo(2);

        assertThat(registry.byId(7).schema().text()).isEqualTo("one");
        assertThat(registry.byId(8).schema().text()).isEqualTo("two");
        assertThat(server.lines()).hasSize(4);
    }

    @Test
    void failsOverToAnotherUrlOfTheSameRegistry() {
        try (TestRegistry other = new TestRegistry()) {
            server.down(true);
            other.on(SEVEN, "{\"schema\":\"x\"}");
            SchemaRegistry both = open(Map.of("registry.url", server.url() + "," + other.url()));
            assertThat(both.byId(7).id()).isEqualTo(7);
            assertThat(server.lines()).hasSize(1);
        }
    }

    @Test
    void logsInByTokensOfAServer() {
        try (TestRegistry tokens = new TestRegistry()) {
            tokens.on("POST /token", 200, "application/json", "{\"access_token\":\"t0k3n\",\"token_type\":\"Bearer\"}");
            server.on(SEVEN, "{\"schema\":\"x\"}");
            SchemaRegistry secured = open(Map.of(
                    "bearer.auth.credentials.source", "OAUTHBEARER",
                    "bearer.auth.issuer.endpoint.url", tokens.url() + "/token",
                    "bearer.auth.client.id", "me",
                    "bearer.auth.client.secret", "s3cr3t",
                    "bearer.auth.logical.cluster", "lsrc-1",
                    "bearer.auth.identity.pool.id", "pool-1"));

            assertThat(secured.byId(7).id()).isEqualTo(7);

            TestRegistry.Request request = server.requests().get(0);
            assertThat(request.authorization()).isEqualTo("Bearer t0k3n");
            assertThat(request.headers())
                    .containsEntry("target-sr-cluster", "lsrc-1")
                    .containsEntry("Confluent-Identity-Pool-Id", "pool-1");
        }
    }

    @Test
    void showsNoSecretWhateverHappens() {
        SchemaRegistry secured = open(Map.of("registry.auth.username", "me", "registry.auth.password", "s3cr3t"));
        server.refuse(SEVEN, 401, 40101).refuse("GET /schemas/ids/8", 403, 40301);
        StringBuilder seen = new StringBuilder(secured.toString() + secured.settings());
        try (LogLines log = new LogLines()) {
            for (int id : List.of(7, 8, 9)) {
                RegistryException failure = catchThrowableOfType(RegistryException.class, () -> secured.byId(id));
                seen.append(failure);
            }
            server.close();
            seen.append(catchThrowableOfType(RegistryException.class, () -> secured.byId(10)));
            log.all().forEach(seen::append);
        }
        assertThat(server.requests().get(0).authorization()).startsWith("Basic ");
        assertThat(seen.toString()).contains("login").doesNotContain("s3cr3t", "bWU6czNjcjN0");
    }
}
