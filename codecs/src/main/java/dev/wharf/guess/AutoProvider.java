package dev.wharf.guess;

import dev.wharf.codec.CodecCatalog;
import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.frame.FramedProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code auto}: reads whatever it is; by the schema that a frame names, or else by what it looks like. */
public final class AutoProvider implements CodecProvider {
    /** Those that need no schema, and are told apart by their bytes. */
    private static final List<String> PLAIN = List.of("json", "arrow", "msgpack", "cbor", "string", "bytes");

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public String description() {
        return "Whatever it is: by the schema that is named, or by what it looks like. Only reads.";
    }

    @Override
    public boolean usesRegistry() {
        return true;
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        CodecCatalog catalog = CodecCatalog.load();
        CodecSettings plain = settings.with(Map.of());
        List<TopicCodec> known = new ArrayList<>();
        for (String name : PLAIN) {
            if (catalog.find(name).isPresent()) {
                known.add(catalog.create(name, plain));
            }
        }
        Guess guess = new Guess(known);
        Optional<TopicCodec> framed = FramedProvider.reading(plain, catalog.all());
        return new AutoTopicCodec(framed, guess);
    }
}
