package dev.wharf.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rewrites every Java file of the repository that is not formatted, and names it. {@code just fmt} runs it. */
final class FormatSources {

    private FormatSources() {}

    /** Takes the root of the repository. */
    public static void main(String[] args) throws IOException {
        Repository repository = new Repository(Path.of(args[0]));
        Formatting formatting = new Formatting();
        for (SourceFile file : repository.java()) {
            String formatted = formatting.format(file);
            if (!formatted.equals(file.text())) {
                Files.writeString(repository.root().resolve(file.path()), formatted);
                System.out.println("formatted " + file.path());
            }
        }
    }
}
