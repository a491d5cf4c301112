package dev.wharf.schema;

import java.io.IOException;
import java.nio.file.Path;

/** A process that writes different schemas under one key until it is killed. */
final class DiskCacheWriter {
    static final String KEY = "latest s";
    /** Each text is so many times as long. */
    static final int PART = 1_009;

    private DiskCacheWriter() {}

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiskCacheWriter.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
    }

    /** The folder. */
    public static void main(String[] arguments) {
        DiskCache cache = new DiskCache(Path.of(arguments[0]), "http://r");
        for (int round = 1; ; round = round % 50 + 1) {
            Schema schema = Schema.of(SchemaType.AVRO, "x".repeat(round * PART));
            cache.write(KEY, new RegisteredSchema(round, "", "s", 1, schema, false));
        }
    }
}
