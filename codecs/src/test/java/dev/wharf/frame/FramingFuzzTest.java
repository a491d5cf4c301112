package dev.wharf.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.codec.FrameHeaders;
import dev.wharf.payload.Payload;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever payload and headers are, there is a frame that lies within them, or none. */
final class FramingFuzzTest {
    private static final List<String> HEADERS = List.of(
            FrameHeaders.KEY,
            FrameHeaders.VALUE,
            FrameHeaders.APICURIO_KEY_CONTENT,
            FrameHeaders.APICURIO_KEY_GLOBAL,
            FrameHeaders.APICURIO_VALUE_CONTENT,
            FrameHeaders.APICURIO_VALUE_GLOBAL);

    /** The first byte says how much of the rest is the header, the second which header that is. */
    @FuzzTest
    void finds(byte[] bytes) {
        int cut = bytes.length < 2 ? bytes.length : Math.min(2 + (bytes[0] & 0xff), bytes.length);
        byte[] payload = Arrays.copyOfRange(bytes, cut, bytes.length);
        Headers headers = new RecordHeaders();
        if (cut > 1) {
            headers.add(HEADERS.get((bytes[1] & 0xff) % HEADERS.size()), Arrays.copyOfRange(bytes, 2, cut));
        }
        for (Framing framing : Framing.values()) {
            for (boolean isKey : new boolean[] {true, false}) {
                framing.find((Payload.Inline) Payload.of(payload), headers, isKey)
                        .ifPresent(frame -> {
                            assertThat(frame.bodyStart()).isBetween(0, payload.length);
                            assertThat(frame.key()).isNotNull();
                        });
            }
        }
    }
}
