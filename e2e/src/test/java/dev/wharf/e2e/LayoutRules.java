package dev.wharf.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules about which files there are. */
final class LayoutRules {

    static final long BINARY_BYTES = 1 << 20;

    private static final Pattern TEST_IMPORT =
            Pattern.compile("import org\\.junit\\.jupiter\\.(api\\.(Test|RepeatedTest|TestFactory|TestTemplate)"
                    + "|params\\.ParameterizedTest);");

    private static final Pattern BASE = Pattern.compile("\\babstract class \\w|^interface \\w", Pattern.MULTILINE);
    private static final Pattern SOURCE_ROOT = Pattern.compile("/src/(main|test)/java/");

    private LayoutRules() {}

    /** A package of a module is null-marked by a {@code package-info.java} in its main or its test sources. */
    static List<String> packagesNotNullMarked(Collection<SourceFile> files) {
        Set<String> marked = files.stream()
                .filter(file -> file.fileName().equals("package-info.java") && nullMarked(file))
                .map(LayoutRules::packageOf)
                .collect(Collectors.toSet());
        Set<String> missing = files.stream()
                .filter(SourceFile::java)
                .map(LayoutRules::packageOf)
                .filter(name -> !marked.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        return missing.stream()
                .map(name -> name + ": no package-info.java with @NullMarked")
                .toList();
    }

    /** Surefire and Failsafe find tests by name: under another one they would never run. */
    static List<String> testsWithOtherNames(SourceFile file) {
        boolean tests =
                file.test() && file.java() && TEST_IMPORT.matcher(file.text()).find();
        boolean named = file.path().endsWith("Test.java") || file.path().endsWith("IT.java");
        boolean base = BASE.matcher(file.text()).find();
        return tests && !named && !base ? List.of(file.path() + ": name ends neither in Test nor in IT") : List.of();
    }

    static List<String> bigBinaries(Repository repository) {
        return repository.paths().stream()
                .filter(path -> size(path) > BINARY_BYTES && Repository.binary(path))
                .map(path -> repository.name(path) + ": a binary file over 1 MiB")
                .toList();
    }

    private static boolean nullMarked(SourceFile file) {
        return file.text().contains("@NullMarked") || file.text().contains("@org.jspecify.annotations.NullMarked");
    }

    private static String packageOf(SourceFile file) {
        return SOURCE_ROOT.matcher(file.folder() + "/").replaceFirst(": ");
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
