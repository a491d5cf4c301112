package dev.wharf.frame;

import dev.wharf.codec.Codec;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.schema.RegistryException;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Keys or values of a format with schemas: each payload names its schema in a frame, which is looked up; what is
 * written gets the frame of the one schema that it is written with. Where nothing is framed, a schema that was given
 * is used.
 */
final class FramedTopicCodec implements TopicCodec {
    private final String name;
    private final boolean isKey;
    private final Framing framing;
    private final KnownSchemas schemas;
    private final Optional<Codec> bare;
    private final Supplier<Writer> writerToBe;
    private final AutoCloseable behind;
    private volatile @Nullable Writer writer;

    /**
     * The one schema that is written with.
     *
     * @param key its name in frames; empty where nothing is framed
     */
    record Writer(Codec codec, Framer framer, Optional<SchemaKey> key) {}

    /**
     * @param bare reads what has no frame; empty where that is an error
     * @param writerToBe finds the schema to write with; may wait for it
     * @param behind closed with this
     */
    FramedTopicCodec(
            SchemaFormat format,
            CodecSettings settings,
            Framing framing,
            SchemaSource source,
            Optional<Codec> bare,
            Supplier<Writer> writerToBe,
            Executor asking,
            AutoCloseable behind) {
        this.name = format.name();
        this.isKey = settings.key();
        this.framing = framing;
        this.schemas = new KnownSchemas(source, format, asking, System::nanoTime);
        this.bare = bare;
        this.writerToBe = writerToBe;
        this.behind = behind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean ready(Payload payload, @Nullable Headers headers) {
        return !(payload instanceof Payload.Inline inline)
                || framing.find(inline, headers, isKey)
                        .map(frame -> schemas.ready(frame.key()))
                        .orElse(true);
    }

    @Override
    public boolean mayWait() {
        return framing != Framing.NONE;
    }

    @Override
    public String inTheWay() {
        return schemas.inTheWay();
    }

    @Override
    public Decoded decode(Payload payload, @Nullable Headers headers, Fields fields) {
        if (!(payload instanceof Payload.Inline inline)) {
            return new Decoded.Failure("there is no payload, and so no " + name, 0);
        }
        Optional<Frame> frame = framing.find(inline, headers, isKey);
        if (frame.isPresent()) {
            return decode(inline, frame.get(), fields);
        }
        return bare.isPresent() ? bare.get().decode(payload, fields) : noFrame(inline);
    }

    private Decoded noFrame(Payload.Inline payload) {
        return new Decoded.Failure(
                Decoded.Kind.NO_FRAME,
                "no schema is named in the first bytes or the headers (framing = \"" + framing.word() + "\", "
                        + payload.size() + " bytes); give a schema and framing = \"none\" if they are bare",
                0);
    }

    private Decoded decode(Payload.Inline payload, Frame frame, Fields fields) {
        return switch (schemas.find(frame.key())) {
            case KnownSchemas.Found.No no -> no.failure();
            case KnownSchemas.Found.Way way -> decode(payload, frame, way.reading(), fields);
        };
    }

    private static Decoded decode(Payload.Inline payload, Frame frame, SchemaFormat.Reading reading, Fields fields) {
        byte[] headerRest = frame.headerRest();
        int from = payload.offset() + frame.bodyStart();
        int to = payload.offset() + payload.size();
        SchemaFormat.Body body =
                headerRest == null ? reading.open(payload.buffer(), from, to) : reading.open(headerRest);
        if (body.start() < 0) {
            return failure(frame, "what stands behind the frame names no part of the schema", frame.bodyStart());
        }
        int start = headerRest == null ? body.start() : from;
        Payload rest = Payload.of(payload.buffer(), start, to - start);
        return switch (body.codec().decode(rest, fields)) {
            case Document document ->
                new FramedDocument(
                        document,
                        payload,
                        frame.key(),
                        FramedCodec.of(body.codec(), payload, start - payload.offset()));
            case Decoded.Failure failure ->
                new Decoded.Failure(
                        failure.kind(),
                        failure.reason(),
                        failure.position() + start - payload.offset(),
                        frame.key().toString());
        };
    }

    private static Decoded.Failure failure(Frame frame, String reason, int position) {
        return new Decoded.Failure(
                Decoded.Kind.MALFORMED, reason, position, frame.key().toString());
    }

    @Override
    public void reach() {
        schemas.reach();
    }

    @Override
    public void prepare() {
        try {
            var unused = writer();
        } catch (RegistryException e) {
            throw RegistrySource.atTheStart(e);
        }
    }

    /** Found by whoever needs it first; if several do at once, they find the same. */
    private Writer writer() {
        Writer ready = writer;
        if (ready == null) {
            ready = writerToBe.get();
            writer = ready;
        }
        return ready;
    }

    @Override
    public Payload encode(Document document, Headers headers) {
        Writer to = writer();
        if (document instanceof FramedDocument framed && isWrittenSo(framed, to)) {
            to.framer().into(headers);
            return framed.encoded();
        }
        return encode(to, headers, sink -> to.codec().encode(document.bare(), sink));
    }

    /** Whether the bytes are what we would write: of the same schema, and framed in the same way. */
    private static boolean isWrittenSo(FramedDocument document, Writer to) {
        boolean sameSchema = to.key().isPresent() && to.key().get().equals(document.key());
        return sameSchema && document.codec().isBehind(to.framer().prefix());
    }

    @Override
    public Payload encode(Value value, Headers headers) {
        Writer to = writer();
        return encode(to, headers, sink -> to.codec().encode(value, sink));
    }

    private static Payload encode(Writer to, Headers headers, Consumer<ByteSink> body) {
        ByteSink sink = new ByteSink();
        sink.write(to.framer().prefix());
        body.accept(sink);
        to.framer().into(headers);
        return Payload.of(sink.toByteArray());
    }

    @Override
    public void close() {
        try {
            behind.close();
        } catch (Exception e) {
            throw new IllegalStateException("the registry client could not be closed", e);
        }
    }
}
