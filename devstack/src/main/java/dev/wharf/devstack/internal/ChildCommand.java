package dev.wharf.devstack.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of the broker's process. */
public record ChildCommand(Path java, List<Path> classPath, String mainClass, List<String> arguments) {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** A small heap and one compiler tier: ready in half the time, and a laptop does not notice it. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-Dstdout.encoding=UTF-8",
            "-Dlogback.configurationFile=dev/wharf/devstack/kafka-logback.xml");

    /** Kafka's native and Unsafe code: JDK 24 warns of it, older ones refuse the second flag. */
    private static final List<String> FLAGS_24 =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /** The JVM would report a missing or outdated archive in the log, where it is no news. */
    private static final List<String> ARCHIVE_FLAGS =
            List.of("-XX:+AutoCreateSharedArchive", "-Xshare:auto", "-Xlog:disable", "-XX:-PrintWarnings");

    /** The class path of this JVM and what follows it, absolute, since the child lives in another folder. */
    public static List<Path> classPathWith(List<Path> more) {
        String[] own = System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1);
        return Stream.concat(Stream.of(own).map(Path::of), more.stream())
                .map(Path::toAbsolutePath)
                .toList();
    }

    /** Call it only while no broker runs in the folder. */
    List<String> line(Path folder) {
        List<String> line = new ArrayList<>();
        line.add(java.toString());
        line.addAll(FLAGS);
        if (feature() >= 24) {
            line.addAll(FLAGS_24);
        }
        ClassArchive.prepare(folder, classPath).ifPresent(archive -> addArchive(line, archive));
        line.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        line.add("-cp");
        line.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    private static void addArchive(List<String> line, Path archive) {
        line.add("-XX:SharedArchiveFile=" + archive);
        line.addAll(ARCHIVE_FLAGS);
    }

    /** The Java version behind the command, 0 if unknown; asking the command itself would cost a JVM start. */
    private int feature() {
        if (java.startsWith(System.getProperty("java.home"))) {
            return Runtime.version().feature();
        }
        try {
            Path release = java.toRealPath().resolve("../../release").normalize();
            Matcher matcher = VERSION.matcher(Files.readString(release));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
