package dev.wharf.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares Wharf with hand-written loops and Kafka Streams on the same broker and the same records.
 *
 * <p>Example, after {@code mvn package}: {@code java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath)
 * dev.wharf.benchmarks.LoadComparison --bench filter --records 3000000 --repeats 11 --out benchmarks/RESULTS.md}. Other
 * options: {@code --warmups}, {@code --contestants hand,tree,streams,wharf}, {@code --protocol classic|consumer},
 * {@code --seed}, {@code --csv}, {@code --limit.minutes}.
 */
public final class LoadComparison {
    private LoadComparison() {}

    /** Runs one bench, prints each row as it comes, and writes the table and the raw rows. */
    public static void main(String... args) throws IOException, InterruptedException {
        LoadOptions options = LoadOptions.parse(args);
        if (System.getProperty(ChildJvm.LOG_SETTING) == null) {
            System.setProperty(ChildJvm.LOG_SETTING, ChildJvm.LOG_FILE);
        }
        Path folder = Files.createTempDirectory("wharf-load-");
        List<LoadRow> everything = new ArrayList<>();
        try (LoadBroker broker = LoadBroker.start(folder);
                LoadRun run = new LoadRun(options, broker, folder)) {
            List<LoadRow> rows = run.rows(row -> {
                everything.add(row);
                System.out.println(row.progress());
            });
            ResultsFile.put(options.out(), options.bench(), new ResultsSection(options, rows).markdown());
        } finally {
            Files.createDirectories(options.csv().resolveSibling("."));
            Files.writeString(options.csv(), ResultsSection.csv(everything));
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
