package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.chunk.ChunkReader;
import dev.wharf.client.ClientSettings;
import dev.wharf.foreign.ForeignFormat;
import dev.wharf.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Bytes that Python 3.11 has made in the way of kaf-s3-connector's producer: {@code json.dumps} of its reference, and
 * {@code gzip.compress(payload, mtime=0)}.
 */
final class KafS3FixtureTest {
    private static final String KEY = "in/329601831204246753e2bb8e4632919ea1465d4ea5a382c44207a07ca1a72f58";
    private static final String REFERENCE = "{\"s3_bucket\": \"bucket\", \"s3_key\": \"" + KEY
            + "\", \"etag\": \"28fcd1460f8160d46f326246d662c1d7\", \"sha256\":"
            + " \"329601831204246753e2bb8e4632919ea1465d4ea5a382c44207a07ca1a72f58\", \"compression\": \"gzip\","
            + " \"deterministic\": true}";
    private static final String OBJECT =
            "1f8b08000000000002034b542848acccc94f4c5128c9482c5128cecf4d4dca4fa95448cd294e55"
                    + "c8482c56282ec92f4a4dd151481c388500d6aa3fcba4000000";

    @Test
    void readsWhatPythonHasWritten() {
        BucketInMemory bucket =
                new BucketInMemory("bucket", "in/").with(KEY, HexFormat.of().parseHex(OBJECT));
        try (PayloadReader reader = new PayloadReader(
                Map.of("theirs", bucket),
                new ChunkReader(ClientSettings.of("localhost:1"), "test"),
                Set.of(),
                Set.of(ForeignFormat.KAF_S3))) {

            Payload payload = reader.payload(Payload.of(REFERENCE), null);

            assertThat(payload.array())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("a payload that somebody else has stored, ".repeat(4));
        }
    }
}
