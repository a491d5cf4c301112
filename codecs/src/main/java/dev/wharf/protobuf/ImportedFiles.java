package dev.wharf.protobuf;

import dev.wharf.codec.CodecSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files that a schema imports below one folder, which no name leads out of. */
final class ImportedFiles {
    private static final ProtobufRules RULES = new ProtobufRules();

    private final Path folder;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    private ImportedFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * The texts of all that the schema imports, directly and through others; none before one that it needs.
     *
     * @param folder where they are looked for; where neither is given, nowhere
     * @param file with the schema, in whose folder they are looked for otherwise
     */
    static Map<String, String> of(Optional<String> folder, Optional<String> file, String text) {
        Optional<Path> place = folder.map(Path::of)
                .or(() -> file.map(Path::of).map(Path::toAbsolutePath).map(Path::getParent));
        if (place.isEmpty()) {
            return Map.of();
        }
        ImportedFiles files = new ImportedFiles(place.get().toAbsolutePath().normalize());
        RULES.needs(text).forEach(files::add);
        return files.texts;
    }

    /** What is not there, or goes in a circle, is left to the linker, which says where it is imported. */
    private void add(String name) {
        Path file = folder.resolve(name).normalize();
        if (texts.containsKey(name) || !file.startsWith(folder) || !Files.isRegularFile(file) || !underWay.add(name)) {
            return;
        }
        String text = CodecSettings.read("import", file.toString());
        RULES.needs(text).forEach(this::add);
        texts.put(name, text);
        underWay.remove(name);
    }
}
