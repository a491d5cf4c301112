package dev.wharf.guess;

import dev.wharf.codec.TopicCodec;
import dev.wharf.payload.Payload;
import dev.wharf.payload.Utf8;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Tries formats without schemas, those first that can be told best. A format is believed if the whole payload is
 * well-formed in it, and is not only a number or a text by chance.
 */
final class Guess {
    private static final byte[] ARROW_FILE = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ARROW_STREAM = {-1, -1, -1, -1};

    private final List<TopicCodec> codecs;

    /** @param codecs in the order in which they are tried */
    Guess(List<TopicCodec> codecs) {
        this.codecs = List.copyOf(codecs);
    }

    Decoded decode(Payload payload, @Nullable Headers headers, Fields fields) {
        Decoded last = new Decoded.Failure("it is of no format that is known here", 0);
        for (TopicCodec codec : codecs) {
            if (payload instanceof Payload.Inline bytes && isLike(codec.name(), bytes)) {
                last = codec.decode(payload, headers, fields);
                if (last instanceof Document) {
                    return last;
                }
            }
        }
        return last;
    }

    private static boolean isLike(String name, Payload.Inline bytes) {
        int first = bytes.size() == 0 ? -1 : bytes.buffer()[bytes.offset()] & 0xFF;
        return switch (name) {
            case "arrow" -> startsWith(bytes, ARROW_FILE) || startsWith(bytes, ARROW_STREAM);
            // A map or an array; in CBOR, some of these bytes are arrays, too, which MessagePack is tried for first.
            case "msgpack" -> (first >= 0x80 && first <= 0x9F) || (first >= 0xDC && first <= 0xDF);
            case "cbor" -> first >= 0x80 && first <= 0xDB;
            case "string" -> isText(bytes);
            default -> true;
        };
    }

    private static boolean startsWith(Payload.Inline bytes, byte[] start) {
        int from = bytes.offset();
        return bytes.size() > start.length
                && Arrays.equals(bytes.buffer(), from, from + start.length, start, 0, start.length);
    }

    private static boolean isText(Payload.Inline bytes) {
        int to = bytes.offset() + bytes.size();
        if (Utf8.firstFlaw(bytes.buffer(), bytes.offset(), to) >= 0) {
            return false;
        }
        for (int pos = bytes.offset(); pos < to; pos++) {
            byte b = bytes.buffer()[pos];
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
