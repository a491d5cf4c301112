package dev.wharf.e2e;

import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Spring's authorization server, in a JVM and with a class path of its own.
 *
 * @param issuer its address
 */
record AuthorizationServerProcess(String issuer) {
    private static final String ISSUER = "issuer = ";

    /** Starts one that knows one client. */
    static AuthorizationServerProcess start(KillHarness harness, String clientId, String secret, String scope)
            throws IOException {
        Path built = Repository.ours().root().resolve("testkit-auth/target");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                built.resolve("classes") + ":" + Files.readString(built.resolve("classpath")),
                "dev.wharf.testkit.auth.AuthorizationServer",
                clientId,
                secret,
                scope);
        ChildProcess process = harness.start("authorization-server", command, Map.of("PATH", "/usr/bin:/bin"));
        return new AuthorizationServerProcess(
                process.awaitLine(ISSUER, Await.LIMIT).substring(ISSUER.length()));
    }

    /** Where clients get their tokens. */
    String tokenUrl() {
        return issuer + "/oauth2/token";
    }

    /** Where brokers get the keys to check them. */
    String keysUrl() {
        return issuer + "/oauth2/jwks";
    }
}
