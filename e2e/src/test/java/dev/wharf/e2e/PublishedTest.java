package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the poms must say before Maven Central takes them, and which modules go there. */
final class PublishedTest {
    private static final Pom PARENT = Pom.of(".");
    private static final Pom BOM = Pom.of("bom");
    private static final List<Pom> MODULES =
            PARENT.texts("modules/module").stream().map(Pom::of).toList();

    @Test
    void whatIsForTestsAndExamplesStaysHere() {
        List<String> unpublished = MODULES.stream()
                .filter(module -> !module.published())
                .map(Pom::toString)
                .toList();

        assertThat(unpublished)
                .containsExactlyInAnyOrder(
                        "testkit",
                        "testkit-auth",
                        "testkit-s3mock",
                        "testkit-s3proxy",
                        "msk-iam",
                        "registry-contract",
                        "store-contract",
                        "benchmarks",
                        "e2e",
                        "examples/stage",
                        "examples/services",
                        "examples/codecs",
                        "examples/payloads");
    }

    @Test
    void theBomListsWhatIsPublished() {
        List<String> jars =
                published().filter(Pom::jar).map(Pom::artifact).sorted().toList();

        assertThat(BOM.texts("dependencyManagement/dependencies/dependency/artifactId"))
                .isEqualTo(jars);
        assertThat(BOM.texts("dependencyManagement/dependencies/dependency/groupId"))
                .containsOnly("dev.wharf");
        assertThat(BOM.texts("dependencyManagement/dependencies/dependency/version"))
                .containsOnly("${project.version}");
    }

    @Test
    void theBomBringsNothingOfTheParentAndSaysTheSame() {
        assertThat(BOM.has("parent")).isFalse();
        for (String path :
                List.of("groupId", "version", "url", "licenses", "developers", "scm", "properties/public.url")) {
            assertThat(BOM.text(path)).as(path).isNotEmpty().isEqualTo(PARENT.text(path));
        }
        for (String plugin : BOM.texts("build/pluginManagement/plugins/plugin/artifactId")) {
            String property = "properties/plugin." + plugin.replaceAll("maven-|-plugin", "") + ".version";
            assertThat(BOM.text("build/pluginManagement/plugins/plugin[artifactId='" + plugin + "']/version"))
                    .as(plugin)
                    .isEqualTo(PARENT.text(property));
        }
    }

    @Test
    void everyPomHasWhatIsRequired() {
        for (String path : List.of(
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(PARENT.text(path)).as(path).isNotEmpty();
        }
        assertThat(published()).allSatisfy(pom -> {
            assertThat(pom.text("name")).startsWith("Wharf");
            assertThat(pom.text("description")).isNotEmpty();
        });
    }

    @Test
    void everyModuleHasTheVersionOfItsParentAndItsPlaceOnTheWeb() {
        assertThat(MODULES)
                .filteredOn(module -> !module.toString().equals("bom"))
                .allSatisfy(module -> {
                    assertThat(module.text("parent/artifactId")).isEqualTo(PARENT.artifact());
                    assertThat(module.text("parent/version")).isEqualTo(PARENT.text("version"));
                    assertThat(module.has("version") || module.has("url") || module.has("scm"))
                            .isFalse();
                });
        // Else Maven appends the name of the module to each.
        assertThat(PARENT.text("@*[name()='child.project.url.inherit.append.path']"))
                .isEqualTo("false");
        assertThat(PARENT.texts("scm/@*")).containsExactly("false", "false", "false");
    }

    @Test
    void nothingPublishedNeedsWhatIsNot() {
        List<String> unpublished = MODULES.stream()
                .filter(module -> !module.published())
                .map(Pom::artifact)
                .toList();

        assertThat(published()).allSatisfy(pom -> {
            assertThat(pom.texts("dependencies/dependency[not(scope='test')]/artifactId"))
                    .doesNotContainAnyElementsOf(unpublished);
            assertThat(pom.has("repositories") || pom.has("pluginRepositories")).isFalse();
            assertThat(pom.texts("/dependency/scope")).doesNotContain("system");
            assertThat(pom.texts("/dependency/version")).noneMatch(version -> version.endsWith("-SNAPSHOT"));
        });
    }

    private static Stream<Pom> published() {
        return Stream.concat(Stream.of(PARENT), MODULES.stream().filter(Pom::published));
    }
}
