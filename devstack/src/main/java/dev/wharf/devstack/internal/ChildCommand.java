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
public record ChildCommand(Path java, List<Path> extraClassPath, String mainClass, List<String> arguments) {

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

    public List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(java.toString());
        line.addAll(FLAGS);
        if (feature() >= 24) {
            line.addAll(FLAGS_24);
        }
        line.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        line.addAll(List.of("-cp", classPath(), mainClass));
        line.addAll(arguments);
        return line;
    }

    /** Absolute, since the child lives in another folder. */
    private String classPath() {
        Stream<Path> own = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(Path::of);
        return Stream.concat(own, extraClassPath.stream())
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
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
