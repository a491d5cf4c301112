package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.wharf.e2e.sample.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each rule also finds the classes in {@code sample}, which break it. */
final class ArchitectureTest {

    /** A module that is missing here may use none of ours: so a new one gets its line. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("devstack", Set.of()),
            Map.entry("core", Set.of()),
            Map.entry("http", Set.of("core")),
            Map.entry("codecs", Set.of("core", "http")),
            Map.entry("codecs-arrow", Set.of("core")),
            Map.entry("registry", Set.of("core", "codecs")),
            Map.entry("registry-contract", Set.of("core", "codecs", "registry", "devstack")),
            Map.entry("stores", Set.of("core")),
            Map.entry("store-contract", Set.of("core", "stores")),
            Map.entry("pipeline", Set.of("core")),
            Map.entry("telemetry", Set.of("core")),
            Map.entry("cli", Set.of("core", "codecs", "registry", "stores", "pipeline", "telemetry", "devstack")),
            Map.entry("testkit", Set.of("core", "pipeline", "devstack", "cli")),
            Map.entry("testkit-auth", Set.of()),
            Map.entry("testkit-s3mock", Set.of()),
            Map.entry("testkit-s3proxy", Set.of()),
            Map.entry("benchmarks", Set.of("core", "codecs", "http", "registry", "pipeline", "devstack", "cli")));

    private static final Set<String> CORE_USES = Set.of(
            "java.",
            "javax.",
            "com.sun.net.httpserver.",
            "org.apache.kafka.",
            "org.slf4j.",
            "org.jspecify.",
            "net.jpountz.",
            "com.github.luben.zstd.",
            "org.xerial.snappy.");

    private static final String STAGE = "dev.wharf.stage.StageProvider";
    private static final Set<String> MAY_PRINT = Set.of("cli", "benchmarks", "testkit");
    private static final Set<String> MAY_USE_JACKSON = Set.of("benchmarks", "testkit");

    private static final Architecture OURS = Architecture.of(Repository.ours());
    private static final Architecture SAMPLE =
            new Architecture(Map.of("left", sample("left"), "right", sample("right")));

    @Test
    void seesEveryModuleOfTheProduct() {
        assertThat(OURS.modules()).contains("core", "pipeline", "devstack", "cli");
    }

    @Test
    void modulesUseOnlyThoseBelowThem() {
        assertThat(OURS.forbiddenModules(ALLOWED)).isEmpty();
        assertThat(SAMPLE.forbiddenModules(Map.of("right", Set.of("left"))))
                .isNotEmpty()
                .allMatch(use -> use.contains("left.Left") && use.contains("sample.right"));
        assertThat(SAMPLE.forbiddenModules(Map.of("right", Set.of("left"), "left", Set.of("right"))))
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        for (String module : OURS.modules()) {
            assertThat(OURS.cycles(module)).as(module).isEmpty();
        }
        assertThat(new Architecture(Map.of("both", sample(""))).cycles("both")).isNotEmpty();
    }

    @Test
    void internalPackagesServeTheirOwnModule() {
        assertThat(OURS.foreignInternals()).isEmpty();
        assertThat(SAMPLE.foreignInternals()).isNotEmpty().allMatch(use -> use.contains("internal.Hidden"));
    }

    @Test
    void everyPackageIsInOneModule() {
        assertThat(OURS.sharedPackages()).isEmpty();
        assertThat(new Architecture(Map.of("a", sample("left"), "b", sample("left"))).sharedPackages())
                .containsExactly("dev.wharf.e2e.sample.left is in [a, b]");
    }

    @Test
    void noStageKnowsAnother() {
        assertThat(OURS.implementationsThatKnowAnother(STAGE)).isEmpty();
        assertThat(new Architecture(Map.of("both", sample("")))
                        .implementationsThatKnowAnother(Provider.class.getName()))
                .anyMatch(use -> use.contains("left.Left") && use.contains("right.Right"));
    }

    @Test
    void coreNeedsKafkaAndLittleElse() {
        assertThat(OURS.usesBeyond(CORE_USES, "core")).isEmpty();
        assertThat(SAMPLE.usesBeyond(Set.of("java."), "right")).anyMatch(use -> use.contains("org.jspecify"));
    }

    @Test
    void loggingIsSlf4jOnly() {
        assertThat(OURS.usesOf(Set.of("java.util.logging."), OURS.modules())).isEmpty();
    }

    @Test
    void productHasNoJackson() {
        assertThat(OURS.usesOf(Set.of("com.fasterxml.jackson."), without(MAY_USE_JACKSON)))
                .isEmpty();
        assertThat(SAMPLE.usesOf(Set.of("org.jspecify."), Set.of("right"))).isNotEmpty();
    }

    @Test
    void onlyTheCommandPrints() {
        assertThat(OURS.consoleUses(without(MAY_PRINT))).isEmpty();
        assertThat(SAMPLE.consoleUses(SAMPLE.modules()))
                .singleElement()
                .asString()
                .contains("Left.right()");
    }

    private static Set<String> without(Set<String> modules) {
        Set<String> rest = new TreeSet<>(OURS.modules());
        rest.removeAll(modules);
        return rest;
    }

    private static JavaClasses sample(String part) {
        String name = Provider.class.getPackageName() + (part.isEmpty() ? "" : "." + part);
        return new ClassFileImporter().importPackages(List.of(name));
    }
}
