package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.payload.ByteSink;

/** Whatever the bytes are, they are message indexes that are written again the same, or none. */
class MessageIndexesFuzzTest {

    @FuzzTest
    void readsIndexes(byte[] bytes) {
        MessageIndexes.read(bytes, 0, bytes.length).ifPresent(indexes -> {
            assertThat(indexes.length()).isBetween(1, bytes.length);
            ByteSink sink = new ByteSink();
            MessageIndexes.write(indexes.path(), sink);
            assertThat(MessageIndexes.read(sink.buffer(), 0, sink.length())
                            .orElseThrow()
                            .path())
                    .isEqualTo(indexes.path());
        });
    }
}
