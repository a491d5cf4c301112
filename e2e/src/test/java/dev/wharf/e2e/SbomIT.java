package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bill of materials says what is shipped, each time the same. A build offline makes none, and ships no old one. */
final class SbomIT {
    private static final Path HOME = Path.of(System.getProperty("wharf.distribution", ""));
    private static final Path SHIPPED = HOME.resolve("sbom.json");
    private static final Path BESIDE =
            HOME.resolveSibling("wharf-" + System.getProperty("wharf.version", "?") + ".sbom.json");

    @BeforeEach
    void needsABuildThatIsNotOffline() {
        boolean offline = System.getProperty("wharf.network", "").equals("offline true");
        assertThat(List.of(SHIPPED, BESIDE)).allMatch(file -> Files.exists(file) == !offline);
        assumeThat(offline).as("Maven leaves CycloneDX out when it is offline").isFalse();
    }

    @Test
    void namesEveryJarAndNothingElse() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(SHIPPED.toFile());

        List<String> named = Stream.concat(
                        sbom.get("components").valueStream(), Stream.of(sbom.at("/metadata/component")))
                .map(SbomIT::jarOf)
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(jars());
        assertThat(sbom.get("components").valueStream())
                .allSatisfy(component -> assertThat(sha256Of(component))
                        .as(jarOf(component))
                        .isEqualTo(sha256(HOME.resolve("lib").resolve(jarOf(component)))));
    }

    @Test
    void hasNothingThatVaries() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(BESIDE.toFile());

        assertThat(sbom.has("serialNumber")).isFalse();
        assertThat(sbom.get("metadata").has("timestamp")).isFalse();
    }

    @Test
    void isBesideTheArchiveWithItsChecksums() {
        assertThat(BESIDE).hasSameBinaryContentAs(SHIPPED);
        assertThat(Checksums.check(BESIDE, "sha256")).isEqualTo(Checksums.right(BESIDE));
        assertThat(Checksums.check(BESIDE, "sha512")).isEqualTo(Checksums.right(BESIDE));
    }

    private static List<String> jars() {
        return Folders.files(HOME.resolve("lib")).stream()
                .map(jar -> HOME.resolve("lib").relativize(jar).toString())
                .toList();
    }

    private static String jarOf(JsonNode component) {
        return component.get("name").asText() + "-" + component.get("version").asText() + ".jar";
    }

    private static String sha256Of(JsonNode component) {
        return component
                .get("hashes")
                .valueStream()
                .filter(hash -> hash.get("alg").asText().equals("SHA-256"))
                .map(hash -> hash.get("content").asText())
                .findFirst()
                .orElse("none");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
