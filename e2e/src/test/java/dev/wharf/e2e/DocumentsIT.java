package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents tell their readers to type works, and prints what they say. */
final class DocumentsIT {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("wharf.distribution", ""));

    @TempDir
    private Path folder = Path.of("");

    static Stream<Named<SourceFile>> documents() {
        return Documents.ours().stream()
                .filter(document -> Fence.in(document).stream().anyMatch(DocumentsIT::isRun))
                .map(document -> Named.of(document.path(), document));
    }

    private static boolean isRun(Fence fence) {
        return fence.hasCommand() && !fence.directive().equals("not run");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsWork(SourceFile document) {
        Walkthrough walkthrough = new Walkthrough(DISTRIBUTION, folder);
        try {
            assertThat(walkthrough.follow(Fence.in(document))).isPositive();
        } finally {
            walkthrough.leave();
        }
    }

    @Test
    void theFirstCommandsAreAmongThem() {
        List<String> paths = documents().map(Named::getName).toList();
        assertThat(paths).contains("README.md", "docs/tutorial/first-pipeline.md");
    }
}
