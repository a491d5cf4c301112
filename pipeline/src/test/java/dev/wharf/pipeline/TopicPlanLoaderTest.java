package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.plan.PlanException;
import dev.wharf.problem.Problem;
import dev.wharf.topic.PlannedTopic;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicProfile;
import dev.wharf.topic.TopicTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that plan topics, and what is said of those that are wrong. */
final class TopicPlanLoaderTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("KAFKA_TOPIC_ERRORS", "order-errors", "STAGE", "test", "WRONG", "a b");

    private static TopicPlanLoader.Options options(boolean alsoOfEnvironment) {
        return new TopicPlanLoader.Options(Optional.empty(), ENVIRONMENT, alsoOfEnvironment, false);
    }

    private static TopicPlan parse(String toml) {
        return TopicPlanLoader.parse(toml, "t.toml", options(false));
    }

    private static Map<String, TopicTier> tiers(String toml) {
        return parse(toml).topics().stream().collect(Collectors.toMap(PlannedTopic::name, PlannedTopic::tier));
    }

    private static List<String> problems(String toml) {
        return problems(toml, options(false));
    }

    private static List<String> problems(String toml, TopicPlanLoader.Options options) {
        try {
            TopicPlanLoader.parse(toml, "t.toml", options);
            return List.of();
        } catch (PlanException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void readsTiersTopicsAndNamesFromTheEnvironment() {
        TopicPlan plan = parse("""
            profile = "dev"
            [tiers.wide]
            extends = "standard"
            partitions = 12
            [tiers.wide.config]
            "retention.ms" = 86400000
            [topics.order-placed]
            tier = "wide"
            [topics."${env:KAFKA_TOPIC_ERRORS}"]
            tier = "error"
            [topics."${env:STAGE}.orders"]
            """);
        assertThat(plan.profile()).isEqualTo(TopicProfile.DEV);
        assertThat(plan.addsPartitions()).isFalse();
        assertThat(plan.topics())
                .containsExactly(
                        new PlannedTopic(
                                "order-placed",
                                TopicTier.STANDARD
                                        .named("wide")
                                        .withPartitions(12)
                                        .withConfig("retention.ms", 86_400_000)),
                        new PlannedTopic("order-errors", TopicTier.ERROR),
                        new PlannedTopic("test.orders", TopicTier.STANDARD));
    }

    @Test
    void takesNumbersThatAreWrittenAsStringsAndSettingsInAnyForm() {
        TopicTier tier = tiers("""
            [topics.a]
            partitions = " 6 "
            replication_factor = "1"
            config.retention.ms = "1000"
            config."min.insync.replicas" = 1
            config.preallocate = true
            config."min.cleanable.dirty.ratio" = 0.25
            config."cleanup.policy" = ["compact", "delete"]
            """).get("a");
        assertThat(tier)
                .isEqualTo(new TopicTier(
                        "standard",
                        6,
                        1,
                        Map.of(
                                "retention.ms", "1000",
                                "min.insync.replicas", "1",
                                "preallocate", "true",
                                "min.cleanable.dirty.ratio", "0.25",
                                "cleanup.policy", "compact,delete",
                                "compression.type", "producer")));
    }

    @Test
    void aTierMayExtendALaterOneOrChangeABuiltInOne() {
        Map<String, TopicTier> tiers = tiers("""
            [tiers.wider]
            extends = "wide"
            partitions = 24
            [tiers.wide]
            extends = "standard"
            partitions = 12
            [tiers.standard]
            config."compression.type" = "zstd"
            [tiers.error]
            extends = "error"
            partitions = 2
            [tiers.bare]
            partitions = 5
            replication_factor = 2
            [topics]
            a.tier = "wider"
            b.tier = "error"
            c.tier = "bare"
            d.tier = "standard"
            """);
        TopicTier standard = TopicTier.STANDARD.withConfig("compression.type", "zstd");
        assertThat(tiers)
                .containsEntry("a", standard.named("wider").withPartitions(24))
                .containsEntry("b", TopicTier.ERROR.withPartitions(2))
                .containsEntry("c", new TopicTier("bare", 5, 2, Map.of()))
                .containsEntry("d", standard);
    }

    @Test
    void theTopicsOfTheEnvironmentJoinThoseOfTheFile() {
        String toml = """
            [tiers.error]
            partitions = 3
            """;
        TopicPlan plan = TopicPlanLoader.parse(toml, "t.toml", options(true));
        assertThat(plan.topics()).containsExactly(new PlannedTopic("order-errors", TopicTier.ERROR.withPartitions(3)));
        TopicPlan named = TopicPlanLoader.parse("[topics.order-errors]\n", "t.toml", options(true));
        assertThat(named.topics()).containsExactly(new PlannedTopic("order-errors", TopicTier.STANDARD));
        TopicPlanLoader.Options none = new TopicPlanLoader.Options(Optional.empty(), Map.of(), true, false);
        assertThat(problems("[topics.a]\n", none))
                .containsExactly("the environment has no variable KAFKA_TOPIC_NAME; set one for each topic");
    }

    @Test
    void theCommandLineGoesBeforeTheFile() {
        TopicPlanLoader.Options options =
                new TopicPlanLoader.Options(Optional.of(TopicProfile.PROD), Map.of(), false, true);
        TopicPlan plan = TopicPlanLoader.parse("profile = \"dev\"\n[topics.a]\n", "t.toml", options);
        assertThat(plan.profile()).isEqualTo(TopicProfile.PROD);
        assertThat(plan.addsPartitions()).isTrue();
    }

    @Test
    void reportsEveryFaultOfAFileAtOnceInTheOrderOfLines() {
        assertThat(problems("""
            profile = "production"
            topic = 5
            [tiers.wide]
            extends = "standart"
            partitons = 5
            [tiers.bare]
            replication_factor = 0
            [tiers.slow]
            extends = "standard"
            config = { "retenton.ms" = 5, "retention.bytes" = "1GB", "segment.ms" = 2026-01-01 }
            [tiers.odd]
            extends = 5
            [topics.a]
            tier = "wiide"
            [topics.b]
            replication_factor = 1
            [topics.c]
            tier = "slow"
            config."min.insync.replicas" = 4
            [topics.d.e]
            [topics."f/g"]
            [topics."${env:MISSING}"]
            [topics."${env:WRONG}"]
            [topics."${env:KAFKA_TOPIC_ERRORS}"]
            [topics.order-errors]
            """))
                .containsExactly(
                        "t.toml:1:1: profile = production is not possible; known are dev, prod",
                        "t.toml:2:1: unknown key topic in the file; did you mean topics?",
                        "t.toml:4:1: tier wide: there is no tier standart; did you mean standard?",
                        "t.toml:5:1: unknown key partitons in [tiers.wide]; did you mean partitions?",
                        "t.toml:6:1: tier bare has no partitions; add it, or extends = \"standard\"",
                        "t.toml:10:12: tier slow: Kafka has no topic setting retenton.ms; did you mean retention.ms?",
                        "t.toml:10:31: tier slow: retention.bytes = 1GB is not a whole number",
                        "t.toml:10:58: tier slow: segment.ms must be a string, a number, true or false, or an array of"
                                + " them",
                        "t.toml:12:1: extends in [tiers.odd] must be a string",
                        "t.toml:14:1: topic a: there is no tier wiide; did you mean wide?",
                        "t.toml:16:1: topic b: min.insync.replicas = 2 is more than replication_factor = 1, so that no"
                                + " record would be acknowledged; lower the one, or raise the other",
                        "t.toml:19:1: topic c: min.insync.replicas = 4 is more than replication_factor = 3, so that no"
                                + " record would be acknowledged; lower the one, or raise the other",
                        "t.toml:20:1: unknown key e in [topics.d]; a name with dots needs quotes, as in"
                                + " [topics.\"a.b\"]",
                        "t.toml:21:1: topic f/g: that is no name for a topic; use letters, digits, dots, underscores"
                                + " and hyphens",
                        "t.toml:22:1: topic ${env:MISSING}: the environment has no variable MISSING; set it",
                        "t.toml:23:1: topic ${env:WRONG}: what it stands for is no name for a topic; use letters,"
                                + " digits, dots, underscores and hyphens",
                        "t.toml:25:1: topic order-errors is planned at line 24 already; remove one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "partitions = 0|t.toml:2:1: partitions = 0 is not between 1 and 2147483647",
                "partitions = 2.5|t.toml:2:1: partitions in [topics.a] must be a whole number",
                "replication_factor = 40000|t.toml:2:1: replication_factor = 40000 is not between 1 and 32767",
                "config = 5|t.toml:2:1: config in [topics.a] must be a table",
                "name = \"a\"|t.toml:2:1: unknown key name in [topics.a]; known are config, partitions,"
                        + " replication_factor, tier"
            })
    void refusesWhatCannotBe(String line, String problem) {
        assertThat(problems("[topics.a]\n" + line + "\n")).containsExactly(problem);
    }

    @Test
    void refusesTiersThatExtendEachOtherInACircle() {
        assertThat(problems("""
            [tiers.a]
            extends = "b"
            [tiers.b]
            extends = "a"
            [topics.t]
            tier = "a"
            """))
                .containsExactly(
                        "t.toml:4:1: the tiers a -> b -> a extend each other in a circle; let one of them extend"
                                + " something else");
        assertThat(problems("[tiers.a]\nextends = \"a\"\n[topics.t]\n"))
                .singleElement()
                .asString()
                .startsWith("t.toml:2:1: the tiers a -> a extend each other");
    }

    @Test
    void refusesAFileWithoutTopicsAndOneThatIsNoToml() {
        assertThat(problems("")).containsExactly("t.toml:1:1: the file plans no topics; add a table [topics.NAME]");
        assertThat(problems("[topics.a\n")).singleElement().asString().startsWith("t.toml:1:10: not valid TOML: ");
        assertThat(problems("topics = 5\n")).containsExactly("t.toml:1:1: topics in the file must be a table");
        assertThat(problems("[topics]\na = \"standard\"\n"))
                .containsExactly("t.toml:2:1: a in [topics] must be a table");
    }

    @Test
    void namesTheNearestOfAFileThatIsNotThere(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("topics.toml"));
        assertThatThrownBy(() -> TopicPlanLoader.load(folder.resolve("topic.toml"), options(false)))
                .hasMessageContaining("did you mean topics.toml?");
        assertThatThrownBy(() -> TopicPlanLoader.load(folder, options(false)))
                .hasMessageContaining("is a folder; name a topic file in it");
    }
}
