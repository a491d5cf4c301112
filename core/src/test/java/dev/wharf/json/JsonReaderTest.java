package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One pass gives what a scan and then a walk give. Each failure names the seed, to be put where {@link #SEED} is. */
class JsonReaderTest {
    private static final long SEED = ThreadLocalRandom.current().nextLong();
    private static final NameTable NO_NAMES = new Fields().table();

    @Test
    void readsWhatIsScannedAndWalked() {
        for (int i = 0; i < 200_000; i++) {
            assertSame(SEED + i, new RandomJson(SEED + i).document());
        }
    }

    @Test
    void refusesWhatTheScannerRefuses() {
        for (int i = 0; i < 200_000; i++) {
            RandomJson random = new RandomJson(SEED + i);
            assertSame(SEED + i, random.mutated(random.document()));
        }
    }

    @Test
    void readsObjectsThatBeginAlike() {
        String[] records = {
            "{\"kind\":1,\"name\":\"a\",\"at\":5}",
            "{\"kind\":1,\"name\":\"a\"}",
            "{\"kind\":1}",
            "{\"kind\":1,\"name\":\"a\",\"at\":5,\"more\":null}",
            "{\"kind\":1,\"at\":5,\"name\":\"a\"}",
            "{\"kind\":1,\"name\":\"a\",\"name\":\"b\"}",
            "{\"kind\":1,\"n\\u0061me\":\"a\",\"at\":5}",
            "{ \"kind\" : 1 , \"name\" : \"a\" , \"at\" : 5 }",
            "{\"kind\":{\"kind\":{\"kind\":{}}},\"name\":[{\"kind\":1},{\"kind\":2,\"x\":3}],\"at\":[]}",
            "{\"kind\":1,\"name\":\"a\",\"at\":5}x",
            "{\"kind\":1,\"name\":\"a\",\"at\":5",
            "{\"kind\":1,\"name\":\"a\",}",
        };
        for (int i = 0; i < 5_000; i++) {
            int at = ThreadLocalRandom.current().nextInt(records.length);
            assertSame(at, records[at].getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void objectsThatLookAlikeShareTheirNames() {
        byte[] one = "{\"id\":1,\"a name of more than sixteen bytes\":2}".getBytes(StandardCharsets.UTF_8);
        byte[] two = "{\"id\":3,\"a name of more than sixteen bytes\":4}".getBytes(StandardCharsets.UTF_8);

        Value.Row first = (Value.Row) JsonCodec.JSON.read(Payload.of(one));
        Value.Row second = (Value.Row) JsonCodec.JSON.read(Payload.of(two));

        assertThat(second.shape()).isSameAs(first.shape());
    }

    @Test
    void readsPartsOfArrays() {
        byte[] bytes = "xx{\"id\":1}yy".getBytes(StandardCharsets.UTF_8);

        assertThat(JsonCodec.JSON.read(Payload.of(bytes, 2, 8)))
                .isEqualTo(JsonCodec.JSON.readTwice(Payload.of("{\"id\":1}")));
        assertThatThrownBy(() -> JsonCodec.JSON.read(Payload.of(bytes, 2, 7)))
                .hasMessage("the bytes are not json: the input ends inside a value at byte 7");
    }

    private static void assertSame(long seed, byte[] json) {
        long scanned = JsonScanner.whole(json, 0, json.length, NO_NAMES, new int[0]);
        Value read = JsonReader.whole(json, 0, json.length);
        if (!ScanResult.ok(scanned)) {
            assertThat(read).as("seed %s", seed).isNull();
            assertThatThrownBy(() -> JsonCodec.JSON.read(Payload.of(json))).isInstanceOf(WharfException.class);
            return;
        }
        Value walked = walked(json);
        if (walked == null || read == null || !read.equals(walked)) {
            assertThat(read).as("seed %s", seed).isEqualTo(walked);
        }
    }

    private static @Nullable Value walked(byte[] json) {
        try {
            int start = JsonScanner.skipSpace(json, 0, json.length);
            return JsonTree.walk(json, start, json.length);
        } catch (WharfException e) {
            return null; // a number that cannot be computed with
        }
    }
}
