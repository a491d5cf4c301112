package dev.wharf.codec;

import java.util.List;
import java.util.Locale;

/** {@code bytes}. */
public final class BytesProvider implements CodecProvider {
    private static final String TEXT = "text";

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public String description() {
        return "Any bytes, as they are.";
    }

    @Override
    public List<CodecOption> options() {
        return List.of(CodecOption.choice(
                TEXT,
                "refused",
                List.of("refused", "utf_8", "base64"),
                "What is written of a text: nothing, it is refused; the text; or the bytes that it is Base64 of."));
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        BytesCodec.TextForm form = BytesCodec.TextForm.valueOf(
                settings.option(TEXT).orElse("refused").toUpperCase(Locale.ROOT));
        return TopicCodec.of(new BytesCodec(settings.limits()).withTextAs(form));
    }
}
