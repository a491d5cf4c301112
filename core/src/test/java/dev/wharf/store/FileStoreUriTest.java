package dev.wharf.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileStoreUriTest {
    private final FileStore store = new FileStore("archive", Path.of("/var/lib/payloads"));

    @Test
    void knowsTheKeyOfAFileOfItsFolder() {
        assertThat(store.keyOf(URI.create("file:/var/lib/payloads/scans/4a5b"))).contains("scans/4a5b");
        assertThat(store.keyOf(URI.create("file:///var/lib/payloads/4a5b"))).contains("4a5b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/etc/passwd",
                "file:/var/lib/payloads",
                "file:/var/lib/payloads/",
                "file:/var/lib/payloads-of-others/4a5b",
                "file:/var/lib/payloads/../secret",
                "file:/var/lib/payloads/%2e%2e/secret",
                "file:/var/lib/payloads/a/../4a5b",
                "file:/var/lib/payloads/.uploads/4a5b",
                "file:/var/lib/payloads/a%00b",
                "file:/var/lib/payloads/a%20b",
                "file://host/var/lib/payloads/4a5b",
                "file:var/lib/payloads/4a5b",
                "s3://bucket/var/lib/payloads/4a5b",
                "/var/lib/payloads/4a5b",
                ""
            })
    void knowsNoKeyOfAnythingElse(String uri) {
        assertThat(store.keyOf(URI.create(uri))).isEmpty();
    }
}
