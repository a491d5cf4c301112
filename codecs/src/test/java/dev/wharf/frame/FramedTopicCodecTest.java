package dev.wharf.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.codec.Codec;
import dev.wharf.codec.CodecSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.schema.SchemaType;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Frames and schemas around a format, which is JSON here. */
final class FramedTopicCodecTest {
    private static final byte[] NOTHING = {};

    private final Map<SchemaKey, SchemaText> registry = new HashMap<>();
    private final Queue<Runnable> asking = new ArrayDeque<>();
    private final Fields fields = new Fields();
    private final Field name = fields.field("name");
    private int asked;
    private boolean away;

    /** JSON, whatever the schema says; one that says so is none. */
    private static final class Format implements SchemaFormat {
        @Override
        public String name() {
            return "format";
        }

        @Override
        public Reading reading(SchemaText schema) {
            return switch (schema.text()) {
                case "broken" -> throw new WharfException(ErrorCode.CONFIGURATION, "it is broken");
                case "error" -> throw new NoClassDefFoundError("some/Library");
                case "deep" -> throw new StackOverflowError();
                case "other" -> throw new WharfException(ErrorCode.RECORD_REFUSED, "a field is of another type");
                default ->
                    new Reading() {
                        @Override
                        public Body open(byte[] buffer, int from, int to) {
                            return new Body(JsonCodec.JSON, from);
                        }

                        @Override
                        public Body open(byte[] headerRest) {
                            return new Body(JsonCodec.JSON, 0);
                        }
                    };
            };
        }

        @Override
        public Writing writing(SchemaText schema) {
            return new Writing(JsonCodec.JSON, NOTHING);
        }
    }

    private FramedTopicCodec codec(Framing framing, Optional<Codec> bare, Framer framer, Optional<SchemaKey> written) {
        return new FramedTopicCodec(
                new Format(),
                CodecSettings.of("orders"),
                framing,
                this::find,
                bare,
                () -> new FramedTopicCodec.Writer(JsonCodec.JSON, framer, written),
                asking::add,
                () -> {});
    }

    private FramedTopicCodec codec() {
        return codec(Framing.CONFLUENT, Optional.empty(), Framer.prefix(7, NOTHING), Optional.of(new SchemaKey.Id(7)));
    }

    private Optional<SchemaText> find(SchemaKey key) {
        asked++;
        if (away) {
            throw new WharfException(ErrorCode.UNAVAILABLE, "the registry does not answer");
        }
        return Optional.ofNullable(registry.get(key));
    }

    private void register(int id, String text) {
        registry.put(new SchemaKey.Id(id), new SchemaText(SchemaType.JSON, text, Map.of(), String.valueOf(id)));
    }

    private static Payload framed(int id, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return Payload.of(ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array());
    }

    private Document document(FramedTopicCodec codec, Payload payload) {
        return (Document) codec.decode(payload, null, fields);
    }

    private Decoded.Failure failure(FramedTopicCodec codec, Payload payload) {
        return (Decoded.Failure) codec.decode(payload, null, fields);
    }

    private static String text(Payload payload) {
        byte[] bytes = payload.array();
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsBySchemasThatAreAskedForOnce() {
        register(3, "any");
        FramedTopicCodec codec = codec();

        assertThat(document(codec, framed(3, "{\"name\":\"ada\"}")).get(name)).isEqualTo(new Value.Text("ada"));
        assertThat(document(codec, framed(3, "{\"name\":\"bob\"}")).get(name)).isEqualTo(new Value.Text("bob"));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aSchemaThatIsNotKnownYetIsAskedForElsewhere() {
        register(3, "any");
        FramedTopicCodec codec = codec();
        Payload payload = framed(3, "{}");

        assertThat(codec.ready(payload, null)).isFalse();
        assertThat(codec.ready(payload, null)).isFalse();
        assertThat(asking).as("once for both").hasSize(1);
        assertThat(asked).isZero();
        asking.remove().run();

        assertThat(codec.ready(payload, null)).isTrue();
        assertThat(codec.inTheWay()).isEmpty();
        assertThat(codec.decode(payload, null, fields)).isInstanceOf(Document.class);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aRegistryThatIsAwayIsNoPoison() {
        away = true;
        FramedTopicCodec codec = codec();
        Payload payload = framed(3, "{}");

        assertThat(codec.ready(payload, null)).isFalse();
        asking.remove().run();
        assertThat(codec.ready(payload, null)).as("it may come back").isFalse();
        assertThat(codec.inTheWay()).isEqualTo("schema 3: the registry does not answer");
        assertThat(failure(codec, payload).kind()).isEqualTo(Decoded.Kind.UNAVAILABLE);
        assertThat(failure(codec, payload).asException("x").code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whatCannotBeReadSaysWhyAndByWhichSchema() {
        register(4, "broken");
        register(5, "other");
        register(6, "any");
        FramedTopicCodec codec = codec();

        assertThat(failure(codec, framed(3, "{}")))
                .isEqualTo(new Decoded.Failure(Decoded.Kind.UNKNOWN_SCHEMA, "the registry knows no schema 3", 0, "3"));
        assertThat(codec.ready(framed(3, "{}"), null))
                .as("it is certain that there is none")
                .isTrue();
        assertThat(failure(codec, framed(4, "{}")).kind()).isEqualTo(Decoded.Kind.BAD_SCHEMA);
        assertThat(failure(codec, framed(5, "{}")).kind()).isEqualTo(Decoded.Kind.INCOMPATIBLE);
        assertThat(failure(codec, framed(6, "{\"name\":")))
                .isEqualTo(new Decoded.Failure(Decoded.Kind.MALFORMED, "the input ends inside a value", 13, "6"));
        assertThat(failure(codec, Payload.of("{}")).kind()).isEqualTo(Decoded.Kind.NO_FRAME);
        assertThat(codec.decode(Payload.NULL, null, fields)).isInstanceOf(Decoded.Failure.class);
    }

    @Test
    void whatHasNoFrameIsReadByTheSchemaThatWasGiven() {
        FramedTopicCodec codec = codec(Framing.AUTO, Optional.of(JsonCodec.JSON), Framer.none(), Optional.empty());

        assertThat(document(codec, Payload.of("{\"name\":\"ada\"}")).get(name)).isEqualTo(new Value.Text("ada"));
    }

    @Test
    void writesItsFrameBeforeTheBytes() {
        Headers headers = new RecordHeaders();

        Payload written = codec().encode(Value.Bool.TRUE, headers);

        assertThat(text(written)).isEqualTo("\0\0\0\0\7true");
        assertThat(headers).isEmpty();
    }

    @Test
    void writesItsFrameIntoAHeader() {
        UUID guid = new UUID(1, 2);
        FramedTopicCodec codec = codec(
                Framing.CONFLUENT_HEADER,
                Optional.empty(),
                Framer.header(guid, NOTHING, false),
                Optional.of(new SchemaKey.Guid(guid)));
        Headers headers = new RecordHeaders().add("__value_schema_id", NOTHING);

        Payload written = codec.encode(Value.Bool.TRUE, headers);

        assertThat(text(written)).isEqualTo("true");
        assertThat(headers.headers("__value_schema_id")).hasSize(1);
        registry.put(new SchemaKey.Guid(guid), SchemaText.given(SchemaType.JSON, "any", Map.of()));
        assertThat(codec.decode(written, headers, fields)).isInstanceOf(Document.class);
    }

    @Test
    void passesOnWhatIsWrittenSoAlready() {
        register(7, "any");
        register(8, "any");
        FramedTopicCodec codec = codec();
        Payload same = framed(7, "{ \"name\":\"ada\" }");

        assertThat(codec.encode(document(codec, same), new RecordHeaders())).isSameAs(same);
        assertThat(text(codec.encode(document(codec, framed(8, "{}")), new RecordHeaders())))
                .as("another schema: written anew")
                .isEqualTo("\0\0\0\0\7{}");
    }

    @Test
    void aChangedDocumentKeepsItsFrame() {
        register(3, "any");
        Document changed =
                document(codec(), framed(3, "{\"name\":\"ada\",\"n\":1}")).with(name, new Value.Text("bob"));

        assertThat(text(changed.encoded())).isEqualTo("\0\0\0\0\3{\"name\":\"bob\",\"n\":1}");
        assertThat(changed.get(name)).isEqualTo(new Value.Text("bob"));
    }

    /** Whoever sends records may name as many schemas as there are numbers. */
    @Test
    void schemasThatAreNotThereAreForgottenInTheEnd() {
        register(1, "any");
        FramedTopicCodec codec = codec();
        for (int id = 2; id < 12_000; id++) {
            assertThat(failure(codec, framed(id, "{}")).kind()).isEqualTo(Decoded.Kind.UNKNOWN_SCHEMA);
        }
        int before = asked;
        assertThat(failure(codec, framed(2, "{}")).kind()).isEqualTo(Decoded.Kind.UNKNOWN_SCHEMA);
        assertThat(asked).as("it was forgotten").isEqualTo(before + 1);
    }

    @Test
    void anErrorWhileASchemaIsReadHoldsUpNothingForGood() {
        register(9, "error");
        register(10, "deep");
        FramedTopicCodec codec = codec();

        assertThat(codec.ready(framed(9, "{}"), null)).isFalse();
        assertThatThrownBy(() -> asking.remove().run()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(codec.ready(framed(9, "{}"), null)).isFalse();
        assertThat(asking).as("it is asked for again").hasSize(1);
        assertThat(failure(codec, framed(10, "{}")).kind()).isEqualTo(Decoded.Kind.BAD_SCHEMA);
    }

    @Test
    void aWriterWithoutASchemaSaysSoWhenItIsPrepared() {
        FramedTopicCodec codec = new FramedTopicCodec(
                new Format(),
                CodecSettings.of("orders"),
                Framing.CONFLUENT,
                this::find,
                Optional.empty(),
                () -> {
                    throw CodecSettings.wrong("there is no schema");
                },
                asking::add,
                () -> {});

        assertThatThrownBy(codec::prepare).hasMessage("there is no schema");
    }
}
