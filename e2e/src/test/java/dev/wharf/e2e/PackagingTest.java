package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

/** The container file and the Compose file fit together, and fit Kafka. No engine is needed, and none has seen them. */
final class PackagingTest {
    private static final Compose COMPOSE = Compose.ours();
    private static final Containerfile IMAGE = Containerfile.ours();
    private static final String KAFKA_PREFIX = "KAFKA_";

    @Test
    void sayThatTheyWereNotTried() {
        assertThat(text(Compose.PATH)).contains("\n# Not tried: ");
        assertThat(text(Containerfile.PATH)).contains("\n# Not tried: ");
    }

    @Test
    void theImageRunsAsSomebodyWhoIsNotRootAndOwnsItsFolder() {
        assertThat(IMAGE.one("USER")).isEqualTo("10001:10001");
        assertThat(IMAGE.one("WORKDIR")).isEqualTo(IMAGE.one("VOLUME")).isEqualTo("/work");
        assertThat(IMAGE.one("RUN")).isEqualTo("install -d -o 10001 -g 10001 /work");
        assertThat(IMAGE.instructions().stream().map(Containerfile.Instruction::name))
                .containsSubsequence("FROM", "RUN", "USER", "VOLUME", "ENTRYPOINT");
    }

    @Test
    void theImageHasAJavaThatIsNewEnoughAndEndsInGoodOrder() {
        Matcher java = Pattern.compile("eclipse-temurin:(\\d+)-jre").matcher(IMAGE.one("FROM"));

        assertThat(java.matches()).isTrue();
        assertThat(Integer.parseInt(java.group(1))).isGreaterThanOrEqualTo(21);
        assertThat(IMAGE.one("STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(IMAGE.one("ENTRYPOINT")).isEqualTo("[\"/opt/wharf/bin/wharf\"]");
    }

    @Test
    void variablesAreThoseThatTheCommandKnows() {
        String launcher = text("cli/src/dist/bin/wharf");
        List<String> known = List.of("PATH", "HOME");

        assertThat(IMAGE.environment())
                .contains("WHARF_CACHE")
                .allMatch(name -> known.contains(name) || launcher.contains("\n#   " + name + " "));
        assertThat(COMPOSE.wharfServices())
                .containsExactly("topics", "flights")
                .allSatisfy(service -> assertThat(COMPOSE.environment(service).keySet())
                        .allMatch(name -> launcher.contains("\n#   " + name + " ")));
    }

    @Test
    void theBrokerIsOfTheVersionOfTheClientAndItsSettingsAreKafkas() {
        Map<String, String> settings = new HashMap<>();
        COMPOSE.environment("kafka").forEach((name, value) -> settings.put(settingOf(name), value));

        assertThat(COMPOSE.service("kafka").get("image").asText())
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.keySet());
        assertThatCode(() -> new KafkaConfig(settings)).doesNotThrowAnyException();
        assertThat(settings).containsEntry("advertised.listeners", "PLAINTEXT://kafka:9092");
    }

    @Test
    void volumesAreDeclaredAndFilesAreThere() {
        assertThat(List.of("kafka", "topics", "flights"))
                .allSatisfy(service -> assertThat(COMPOSE.volumes(service)).allSatisfy(volume -> {
                    String source = volume.split(":", -1)[0];
                    boolean known = COMPOSE.namedVolumes().contains(source)
                            || Repository.ours()
                                    .root()
                                    .resolve("packaging")
                                    .resolve(source)
                                    .toFile()
                                    .exists();
                    assertThat(known).as(volume).isTrue();
                }));
    }

    @Test
    void theImageIsBuiltFromTheContainerFile() {
        assertThat(COMPOSE.wharfServices()).allSatisfy(service -> {
            assertThat(COMPOSE.service(service).at("/build/context").asText()).isEqualTo("..");
            assertThat(COMPOSE.service(service).at("/build/dockerfile").asText())
                    .isEqualTo(Containerfile.PATH);
        });
    }

    /** As the image of Kafka does it: KAFKA_NODE_ID is node.id. */
    private static String settingOf(String variable) {
        assertThat(variable).startsWith(KAFKA_PREFIX);
        return variable.substring(KAFKA_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private static String text(String path) {
        return Repository.ours().read(Repository.ours().root().resolve(path)).text();
    }
}
