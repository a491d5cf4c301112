package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the house hold in every file; and each rule finds what it is there to find. */
final class RepositoryTest {

    private static final Repository REPOSITORY = Repository.ours();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void looksAtTheWholeRepository() {
        assertThat(REPOSITORY.texts().stream().map(SourceFile::path))
                .contains("pom.xml", "wharf", "cli/src/dist/bin/wharf", ".editorconfig", ".ci/run")
                .contains("core/src/main/java/dev/wharf/error/WharfException.java")
                .noneMatch(path -> path.contains("/target/") || path.startsWith(".git/"));
    }

    @Test
    void filesAreShort() {
        holds(LengthRules::longFiles);
        String line = "// a line\n";
        finds(LengthRules::longFiles, java(line.repeat(401)), "X.java: 401 lines");
        accepts(LengthRules::longFiles, java(line.repeat(400)));
        accepts(LengthRules::longFiles, java("// length: generated from the standard\n" + line.repeat(500)));
        finds(LengthRules::longFiles, java("// length: \n" + line.repeat(500)), "501 lines");
    }

    @Test
    void methodsAreShort() {
        holds(LengthRules::longMethods);
        finds(LengthRules::longMethods, java(method("", 61)), "X.java:4: f has 61 lines");
        accepts(LengthRules::longMethods, java(method("", 60)));
        accepts(LengthRules::longMethods, java(method("// length: one state machine, read top to bottom", 90)));
        finds(LengthRules::longMethods, java(method("// length:", 90)), "f has 90 lines");
    }

    @Test
    void linesFitTheColumns() {
        holds(TextRules::tooWide);
        finds(TextRules::tooWide, java("\n" + "x".repeat(121) + "\n"), "X.java:2");
        finds(TextRules::tooWide, new SourceFile("run", "#!/bin/sh\n# " + "x".repeat(120) + "\n"), "run:2");
        accepts(TextRules::tooWide, java("x".repeat(120) + "\n"));
    }

    @Test
    void spacesAreClean() {
        holds(TextRules::tabs);
        holds(TextRules::trailingSpace);
        holds(TextRules::noNewlineAtEnd);
        finds(TextRules::tabs, new SourceFile("a.md", "a\tb\n"), "a.md:1");
        finds(TextRules::trailingSpace, new SourceFile("a.xml", "<a>\n</a> \n"), "a.xml:2");
        finds(TextRules::trailingSpace, java("class X {}\r\n"), "X.java:1");
        finds(TextRules::noNewlineAtEnd, java("class X {}"), "X.java");
        accepts(TextRules::tabs, new SourceFile("examples/data/a.csv", "a\tb\n"));
    }

    @Test
    void nothingIsLeftUnfinished() {
        holds(TextRules::unfinishedMarks);
        for (String mark :
                List.of("TO" + "DO", "FIX" + "ME", "X" + "XX", "Not " + "implemented", "not yet impl" + "emented")) {
            finds(TextRules::unfinishedMarks, java("// " + mark + ": later\n"), "X.java:1");
        }
        accepts(TextRules::unfinishedMarks, java("enum Kind { XXXL }\n"));
    }

    @Test
    void namesNoPackageRegistry() {
        holds(TextRules::registryHosts);
        finds(
                TextRules::registryHosts,
                new SourceFile("a.md", "from https://repo.maven." + "apache.org/x\n"),
                "a.md:1");
        finds(TextRules::registryHosts, new SourceFile("a.json", "{\"u\":\"pypi." + "org\"}"), "a.json:1");
        accepts(TextRules::registryHosts, new SourceFile("pom.xml", "http://maven.apache.org/POM/4.0.0\n"));
    }

    @Test
    void testsWaitForConditionsAndAllRun() {
        holds(TextRules::sleepsInTests);
        holds(TextRules::disabledTests);
        holds(LayoutRules::testsWithOtherNames);
        finds(TextRules::sleepsInTests, test("XTest", "Thread.sle" + "ep(10);\n"), "XTest.java:1");
        finds(TextRules::sleepsInTests, test("XTest", "TimeUnit.SECONDS.sle" + "ep(1);\n"), "XTest.java:1");
        finds(TextRules::disabledTests, test("XTest", "@Dis" + "abled\n"), "XTest.java:1");
        String body = "import org.junit.jupiter.api." + "Test;\nclass X { @Test void f() {} }\n";
        finds(LayoutRules::testsWithOtherNames, test("XTests", body), "XTests.java");
        accepts(LayoutRules::testsWithOtherNames, test("XTest", body));
        accepts(LayoutRules::testsWithOtherNames, test("XIT", body));
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(LayoutRules.packagesNotNullMarked(REPOSITORY.java())).isEmpty();
        SourceFile type = new SourceFile("a/src/main/java/b/c/X.java", "package b.c;\nclass X {}\n");
        SourceFile bare = new SourceFile("a/src/main/java/b/c/package-info.java", "package b.c;\n");
        SourceFile marked = new SourceFile("a/src/main/java/b/c/package-info.java", "@NullMarked\npackage b.c;\n");
        assertThat(LayoutRules.packagesNotNullMarked(List.of(type, bare)))
                .singleElement()
                .asString()
                .contains("b/c");
        assertThat(LayoutRules.packagesNotNullMarked(List.of(type, marked))).isEmpty();
    }

    @Test
    void binariesAreSmall() throws IOException {
        assertThat(LayoutRules.bigBinaries(REPOSITORY)).isEmpty();
        Files.write(folder.resolve("big.bin"), new byte[(1 << 20) + 1]);
        Files.write(folder.resolve("small.bin"), new byte[1 << 20]);
        assertThat(LayoutRules.bigBinaries(new Repository(folder)))
                .containsExactly("big.bin: a binary file over 1 MiB");
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        holds(new LinkRules(REPOSITORY)::deadLinks);
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/b.md"), "# A `b` title, twice\n## A b title, twice\n");
        LinkRules rules = new LinkRules(new Repository(folder));
        SourceFile good = new SourceFile("a.md", """
            # Top
            [b](docs/b.md) [first](docs/b.md#a-b-title-twice) [second](docs/b.md#a-b-title-twice-1) [top](#top)
            [site](https://example.org/x) `[code](nowhere.md)`
            ```
            [code](nowhere.md)
            ```
            """);
        assertThat(rules.deadLinks(good)).isEmpty();
        for (String dead : List.of("c.md", "docs/b.md#b", "#nowhere", "../outside.md", "/docs/b.md")) {
            finds(rules::deadLinks, new SourceFile("a.md", "\n[x](" + dead + ")\n"), "a.md:2: dead link " + dead);
            finds(rules::deadLinks, new SourceFile("a.md", "[x]: " + dead + "\n"), "a.md:1: dead link " + dead);
            finds(rules::deadLinks, new SourceFile("a.md", "<a href=\"" + dead + "\">\n"), "a.md:1: dead link " + dead);
        }
    }

    private static void holds(Function<SourceFile, List<String>> rule) {
        assertThat(REPOSITORY.texts().stream().flatMap(file -> rule.apply(file).stream()))
                .isEmpty();
    }

    private static void finds(Function<SourceFile, List<String>> rule, SourceFile file, String expected) {
        assertThat(rule.apply(file)).singleElement().asString().contains(expected);
    }

    private static void accepts(Function<SourceFile, List<String>> rule, SourceFile file) {
        assertThat(rule.apply(file)).isEmpty();
    }

    private static SourceFile java(String text) {
        return new SourceFile("X.java", text);
    }

    private static SourceFile test(String name, String text) {
        return new SourceFile("a/src/test/java/" + name + ".java", text);
    }

    /** A class whose only method starts on line 4, after one annotation, and has so many lines. */
    private static String method(String comment, int lines) {
        return "class X {\n" + comment + "\n@Override\nvoid f() {\n" + "g();\n".repeat(lines - 2) + "}\n}\n";
    }
}
