package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.pipeline.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables on the page of pipeline files say what the keys say. With {@code -Dwharf.docs.write=true} they do. */
final class KeysPageTest {
    private static final Path PAGE = Repository.ours().root().resolve("docs/reference/pipeline-file.md");
    private static final Pattern TABLE = Pattern.compile("(?m)^<!-- keys: (\\w+) -->\\n((?:^\\|.*\\n)+)");

    @Test
    void pageSaysWhatKeysSay() throws IOException {
        String page = Files.readString(PAGE);
        String right = TABLE.matcher(page)
                .replaceAll(found -> Matcher.quoteReplacement(marker(found.group(1)) + table(found.group(1))));
        if (Boolean.getBoolean("wharf.docs.write")) {
            Folders.write(PAGE, right);
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew with -Dwharf.docs.write=true, see CONTRIBUTING.md")
                .isEqualTo(right);
    }

    @Test
    void everyTableIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(FileKey.all().stream().map(FileKey::table).distinct())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(page).contains(marker(table) + "|"));
    }

    private static String marker(String table) {
        return "<!-- keys: " + table + " -->\n";
    }

    private static String table(String table) {
        List<FileKey> keys =
                FileKey.all().stream().filter(key -> key.table().equals(table)).toList();
        return "| key | value | default | meaning |\n|---|---|---|---|\n"
                + keys.stream().map(KeysPageTest::row).collect(Collectors.joining());
    }

    private static String row(FileKey key) {
        String names = key.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return String.join(" | ", "| " + names, key.value(), key.fallback(), key.doc() + " |\n");
    }
}
