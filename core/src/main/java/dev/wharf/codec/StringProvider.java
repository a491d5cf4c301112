package dev.wharf.codec;

/** {@code string}. */
public final class StringProvider implements CodecProvider {
    @Override
    public String name() {
        return "string";
    }

    @Override
    public String description() {
        return "Text in UTF-8: the whole value is one text.";
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        return TopicCodec.of(new StringCodec(settings.limits()));
    }
}
