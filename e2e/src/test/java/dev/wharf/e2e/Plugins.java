package dev.wharf.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Distributions with jars in their folder of plugins. */
final class Plugins {
    private Plugins() {}

    /** A copy of the shipped distribution, with this jar among its plugins. */
    static Path install(Path jar, Path home) {
        Path shipped = Path.of(System.getProperty("wharf.distribution", "?"))
                .toAbsolutePath()
                .normalize();
        Folders.copy(shipped, home);
        try {
            Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the jar of a stage.
     *
     * @param provider the class that the service line names
     * @param others that it needs and the distribution does not have
     */
    static Path pack(Path jar, Class<?> provider, Class<?>... others) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/services/dev.wharf.stage.StageProvider"));
            out.write((provider.getName() + "\n").getBytes(StandardCharsets.UTF_8));
            add(provider, out);
            for (Class<?> other : others) {
                add(other, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Class<?> type, JarOutputStream out) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream("/" + name), name)) {
            in.transferTo(out);
        }
        for (Class<?> inner : type.getDeclaredClasses()) {
            add(inner, out);
        }
    }
}
