package dev.wharf.arrow;

import dev.wharf.codec.CodecOption;
import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;
import java.util.List;

/** {@code arrow}. */
public final class ArrowProvider implements CodecProvider {
    private static final String FORMAT = "format";
    private static final String SINGLE_ROW = "single_row";
    private static final String SCHEMA_FILE = "schema_file";

    @Override
    public String name() {
        return "arrow";
    }

    @Override
    public String description() {
        return "Arrow IPC: a batch of rows, or several, in each value.";
    }

    @Override
    public List<CodecOption> options() {
        return List.of(
                CodecOption.choice(FORMAT, "stream", List.of("stream", "file"), "Which of the two is written."),
                CodecOption.flag(SINGLE_ROW, true, "Whether a batch of one row is that row, with its fields."),
                CodecOption.of(
                        SCHEMA_FILE, null, "The columns to write, as Arrow's JSON; else they follow from the values."));
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        boolean file = settings.option(FORMAT).filter("file"::equals).isPresent();
        ArrowOptions options = ArrowOptions.DEFAULT
                .withLimits(settings.limits())
                .withSingleRow(settings.flag(SINGLE_ROW))
                .withFormat(file ? ArrowFormat.FILE : ArrowFormat.STREAM);
        return TopicCodec.of(new ArrowCodec(settings.file(SCHEMA_FILE)
                .map(ArrowSchema::parse)
                .map(options::withSchema)
                .orElse(options)));
    }
}
