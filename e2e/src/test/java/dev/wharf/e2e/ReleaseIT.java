package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code packaging/release} makes a release only when two builds are the same and nothing is missing. A script stands
 * for Maven; the real one takes minutes.
 */
final class ReleaseIT {
    private static final String SNAPSHOT = "0.1.0-SNAPSHOT";

    @TempDir
    private Path sandbox = Path.of("");

    private Path project = Path.of("");
    private Path maven = Path.of("");

    @BeforeEach
    void project() throws IOException {
        project = sandbox.resolve("a project");
        Path script = project.resolve("packaging/release");
        Folders.write(script, Files.readString(Repository.ours().root().resolve("packaging/release")));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Folders.write(project.resolve("CHANGELOG.md"), "## [Unreleased]\n");
        poms(SNAPSHOT, "https://example.org/wharf");
        maven = sandbox.resolve("maven");
        maven("");
    }

    @Test
    void leavesTheFilesThatBothBuildsHave() {
        Command.Result result = release();

        assertThat(result.err()).contains("0.1.0-SNAPSHOT is no release").contains("both builds of ");
        assertThat(result.exit()).isZero();
        Path release = project.resolve("target/release");
        assertThat(Folders.files(release).stream()
                        .map(file -> release.relativize(file).toString())
                        .filter(file -> !file.matches(".*\\.(md5|sha\\d+)")))
                .containsExactly(
                        "maven/dev/wharf/wharf-core/" + SNAPSHOT + "/wharf-core-" + SNAPSHOT + "-javadoc.jar",
                        "maven/dev/wharf/wharf-core/" + SNAPSHOT + "/wharf-core-" + SNAPSHOT + "-sources.jar",
                        "maven/dev/wharf/wharf-core/" + SNAPSHOT + "/wharf-core-" + SNAPSHOT + ".jar",
                        "maven/dev/wharf/wharf-core/" + SNAPSHOT + "/wharf-core-" + SNAPSHOT + ".pom",
                        "maven/dev/wharf/wharf-parent/" + SNAPSHOT + "/wharf-parent-" + SNAPSHOT + ".pom",
                        "wharf-" + SNAPSHOT + ".sbom.json",
                        "wharf-" + SNAPSHOT + ".tar.gz");
    }

    @Test
    void refusesBuildsThatDifferAndKeepsThem() {
        maven("pwd >core/target/wharf-core-" + SNAPSHOT + ".jar\n");

        Command.Result result = release();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("wharf-core-" + SNAPSHOT + ".jar", "two builds of the same commit differ");
        assertThat(project.resolve("target/release")).doesNotExist();
        assertThat(project.resolve("target/release.one")).isNotEmptyDirectory();
        assertThat(project.resolve("target/release.two")).isNotEmptyDirectory();
    }

    @Test
    void refusesWhatIsNotWhole() {
        maven("rm core/target/wharf-core-" + SNAPSHOT + "-sources.jar\n");
        Command.Result noSources = release();
        maven("echo changed >>cli/target/wharf-" + SNAPSHOT + ".tar.gz\n");
        Command.Result wrongSum = release();
        maven("echo '[ERROR] no such thing'; exit 1\n");
        Command.Result noBuild = release();

        assertThat(List.of(noSources, wrongSum, noBuild))
                .extracting(Command.Result::exit)
                .containsOnly(1);
        assertThat(noSources.err()).contains("the build has left no ", "core-" + SNAPSHOT + "-sources.jar");
        assertThat(wrongSum.err()).contains("a checksum is wrong");
        assertThat(noBuild.err()).contains("[ERROR] no such thing", "the build failed");
        assertThat(project.resolve("target/release")).doesNotExist();
    }

    @Test
    void aReleaseNeedsItsPlaceAndItsHeading() {
        poms("0.1.0", "https://example.org/wharf");
        Command.Result noPlace = release();
        poms("0.1.0", "https://wharf.example/");
        Command.Result noHeading = release();

        assertThat(noPlace.err()).contains("public.url in pom.xml is still a placeholder");
        assertThat(noHeading.err()).contains("CHANGELOG.md has no heading [0.1.0]");
        assertThat(List.of(noPlace, noHeading)).extracting(Command.Result::exit).containsOnly(2);
    }

    private void poms(String version, String url) {
        Folders.write(project.resolve("pom.xml"), """
            <project>
              <artifactId>wharf-parent</artifactId>
              <version>%s</version>
              <packaging>pom</packaging>
              <modules>
                <module>core</module>
                <module>testkit</module>
              </modules>
              <properties>
                <public.url>%s</public.url>
              </properties>
            </project>
            """.formatted(version, url));
        module("core", "<maven.deploy.skip>false</maven.deploy.skip>");
        module("testkit", "<maven.deploy.skip>true</maven.deploy.skip>");
    }

    private void module(String name, String property) {
        String pom = "<project>\n  <artifactId>wharf-" + name + "</artifactId>\n  " + property + "\n</project>\n";
        Folders.write(project.resolve(name + "/pom.xml"), pom);
    }

    /** Leaves what a build leaves, and does then what goes wrong. */
    private void maven(String then) {
        Folders.script(maven, """
            set -e
            mkdir -p cli/target core/target testkit/target
            for file in '' -sources -javadoc; do echo "$file" >"core/target/wharf-core-$VERSION$file.jar"; done
            cd cli/target
            for file in sbom.json tar.gz; do
              echo "$file" >"wharf-$VERSION.$file"
              sha256sum "wharf-$VERSION.$file" >"wharf-$VERSION.$file.sha256"
              sha512sum "wharf-$VERSION.$file" >"wharf-$VERSION.$file.sha512"
            done
            cd ../..
            """.replace("$VERSION", SNAPSHOT) + then);
    }

    private Command.Result release() {
        Command shell = Command.of(Path.of("/bin/sh"), project)
                .with("PATH", "/usr/bin:/bin")
                .with("HOME", sandbox)
                .with("WHARF_BUILD_COMMAND", maven);
        String author = "-c user.name=a -c user.email=a@example.org";
        Command.Result commit =
                shell.run("-c", "git init -q . && git add . && git " + author + " commit -q -m a --allow-empty");
        assertThat(commit.exit()).as(commit.err()).isZero();
        return shell.at(project.resolve("packaging/release")).run();
    }
}
