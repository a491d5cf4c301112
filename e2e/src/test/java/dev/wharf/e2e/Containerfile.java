package dev.wharf.e2e;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code packaging/Containerfile}: its instructions in order, without comments, continued lines joined. */
record Containerfile(List<Instruction> instructions) {
    static final String PATH = "packaging/Containerfile";

    /** Such as {@code COPY} with {@code bin /opt/wharf/bin}. */
    record Instruction(String name, String arguments) {

        List<String> words() {
            return Arrays.asList(arguments.split("\\s+"));
        }
    }

    static Containerfile ours() {
        String text =
                Repository.ours().read(Repository.ours().root().resolve(PATH)).text();
        return new Containerfile(text.replaceAll("(?m)^#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .map(Containerfile::instruction)
                .toList());
    }

    private static Instruction instruction(String line) {
        int end = line.indexOf(' ');
        return new Instruction(line.substring(0, end).toUpperCase(Locale.ROOT), line.substring(end + 1));
    }

    List<Instruction> all(String name) {
        return instructions.stream().filter(i -> i.name().equals(name)).toList();
    }

    String one(String name) {
        List<Instruction> all = all(name);
        if (all.size() != 1) {
            throw new AssertionError(PATH + " has " + all.size() + " lines with " + name);
        }
        return all.getFirst().arguments();
    }

    /** What is copied into the image: paths in the distribution. */
    List<String> copied() {
        return all("COPY").stream()
                .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
                .toList();
    }

    /** The names that {@code ENV} sets. */
    List<String> environment() {
        return all("ENV").stream()
                .flatMap(env -> env.words().stream())
                .map(setting -> setting.substring(0, setting.indexOf('=')))
                .toList();
    }
}
