package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The root launcher builds when it must and not otherwise. A script stands for Maven, and counts its runs. */
final class LauncherIT {

    private static final List<String> PROGRAMS = List.of(
            "sh",
            "cat",
            "chmod",
            "cksum",
            "cp",
            "dirname",
            "find",
            "grep",
            "head",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "sort",
            "tail",
            "tr");

    @TempDir
    private Path sandbox = Path.of("");

    private Path project = Path.of("");
    private Path source = Path.of("");
    private Path fails = Path.of("");

    @BeforeEach
    void project() throws IOException {
        project = sandbox.resolve("a project");
        source = Folders.write(project.resolve("core/src/main/java/A.java"), "class A {}\n");
        fails = sandbox.resolve("fails");
        Files.copy(Repository.ours().root().resolve("wharf"), project.resolve("wharf"));
        assertThat(project.resolve("wharf").toFile().setExecutable(true)).isTrue();
        for (String pom : List.of("pom.xml", "core/pom.xml", "cli/pom.xml", "e2e/pom.xml")) {
            Folders.write(project.resolve(pom), "<project/>\n");
        }
        Folders.programs(sandbox.resolve("programs"), PROGRAMS);
        Folders.script(sandbox.resolve("maven"), """
            echo "$*" >>'%1$s/builds'
            if [ -e '%1$s/fails' ]; then
              mkdir -p cli/target/wharf/bin
              echo '[ERROR] A.java:[1,1] no such thing'
              exit 1
            fi
            mkdir -p cli/target/wharf/bin
            printf '#!/bin/sh\\necho "$(cat "%%s") in $PWD: $1|$2"\\n' "$PWD/core/src/main/java/A.java" \\
              >cli/target/wharf/bin/wharf
            chmod +x cli/target/wharf/bin/wharf
            """.formatted(sandbox));
    }

    @Test
    void buildsOnFirstUseOnly() {
        Command.Result first = launcher().run("a b", "c");
        assertThat(first.out()).isEqualTo("class A {} in " + sandbox + ": a b|c\n");
        assertThat(first.err()).isEqualTo("building wharf (first use, takes about a minute) ...\n");
        assertThat(first.exit()).isZero();
        assertThat(launcher().run("a b", "c")).isEqualTo(new Command.Result(0, first.out(), ""));
        assertThat(builds()).singleElement().asString().contains("package -pl cli -am");
    }

    @Test
    void buildsAgainWhenSourcesChange() throws IOException {
        launcher().run();
        Files.writeString(source, "class B {}\n");
        assertThat(launcher().run()).satisfies(result -> {
            assertThat(result.out()).startsWith("class B {}");
            assertThat(result.err()).isEqualTo("building wharf (its sources have changed) ...\n");
        });
        Folders.write(project.resolve("core/src/main/resources/a"), "");
        launcher().run();
        Folders.write(project.resolve("cli/src/dist/conf/a"), "");
        launcher().run();
        Folders.write(project.resolve("core/pom.xml"), "<project> </project>\n");
        launcher().run();
        Files.delete(project.resolve("core/src/main/resources/a"));
        launcher().run();
        assertThat(builds()).hasSize(6);
    }

    @Test
    void buildsNotWhenNothingOfTheDistributionChanges() throws IOException {
        launcher().run();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        Folders.write(project.resolve("core/src/test/java/ATest.java"), "class ATest {}\n");
        Folders.write(project.resolve("core/target/classes/A.class"), "");
        Folders.write(project.resolve("e2e/pom.xml"), "<project> </project>\n");
        assertThat(launcher().run().err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsNotOnTheWayBack() throws IOException {
        launcher().run();
        Files.writeString(source, "class B {}\n");
        launcher().run();
        Files.writeString(source, "class A {}\n");
        assertThat(launcher().run().out()).startsWith("class A {}");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void keepsFewOldBuilds() throws IOException {
        for (int i = 0; i < 6; i++) {
            Files.writeString(source, "class A" + i + " {}\n");
            assertThat(launcher().run().out()).startsWith("class A" + i + " {}");
        }
        assertThat(project.resolve("target/launcher").toFile().listFiles((dir, name) -> name.matches("\\d+-\\d+")))
                .hasSize(3);
    }

    @Test
    void aFailedBuildShowsWhyAndLeavesNothing() throws IOException {
        Files.createFile(fails);
        Command.Result failed = launcher().run();
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("[ERROR] A.java:[1,1] no such thing")
                .contains("the build failed; the whole log is " + project.resolve("target/launcher/build.log"));
        Files.delete(fails);
        assertThat(launcher().run().out()).startsWith("class A {}");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void saysThatMavenIsMissing() {
        Command.Result result = launcher().with("WHARF_BUILD_COMMAND", "").run();
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("Maven (mvn) is missing");
    }

    @Test
    void buildsOnceForManyAtTheSameTime() {
        manyAtOnce(launcher().with("PATH", "/usr/bin:/bin"));
    }

    @Test
    void buildsOnceForManyWithoutFlock() {
        manyAtOnce(launcher());
        assertThat(project.resolve("target/launcher/lock.held")).doesNotExist();
    }

    @Test
    void runsThroughASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(sandbox.resolve("w"), Path.of("a project/wharf"));
        assertThat(launcher().at(link).run().out()).startsWith("class A {}");
    }

    private void manyAtOnce(Command launcher) {
        List<Command.Running> all =
                IntStream.range(0, 5).mapToObj(i -> launcher.start()).toList();
        List<Command.Result> results = new ArrayList<>();
        all.forEach(running -> results.add(running.result()));
        assertThat(results).extracting(Command.Result::exit).containsOnly(0);
        assertThat(results).extracting(Command.Result::out).allMatch(out -> out.startsWith("class A {}"));
        assertThat(builds()).hasSize(1);
    }

    private Command launcher() {
        return Command.of(project.resolve("wharf"), sandbox)
                .with("PATH", sandbox.resolve("programs"))
                .with("WHARF_BUILD_COMMAND", sandbox.resolve("maven"));
    }

    private List<String> builds() {
        try {
            return Files.readAllLines(sandbox.resolve("builds"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
