package dev.wharf.s3;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoreUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tries what Wharf needs of a server with one small object, which is gone afterwards. For one call. */
final class S3Probe {
    private static final byte[] CONTENT = "written to see whether it can be".getBytes(StandardCharsets.US_ASCII);
    private static final int MIDDLE = 8;

    private final PayloadStore store;
    private final ServerTraits traits;
    private final S3Failures failures;
    private final String key = "wharf-probe/" + UUID.randomUUID();
    private final List<String> found = new ArrayList<>();

    S3Probe(PayloadStore store, ServerTraits traits, S3Failures failures) {
        this.store = store;
        this.traits = traits;
        this.failures = failures;
    }

    List<String> run() {
        write();
        try {
            read(0);
            read(MIDDLE);
            list();
            overwrite();
        } finally {
            store.delete(key);
        }
        if (store.find(key).isPresent()) {
            throw failures.refused("does not delete " + key + ", though it says that it does");
        }
        found.add(0, "writes, reads from any position, lists and deletes objects");
        checksums();
        unfinished();
        return found;
    }

    private void write() {
        try (StoreUpload upload = store.upload(key, new ByteBudget(1))) {
            upload.write(CONTENT, 0, CONTENT.length);
            upload.complete();
        }
    }

    private void read(int position) {
        try (InputStream in = store.open(key, position)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            if (!text.equals(new String(CONTENT, position, CONTENT.length - position, StandardCharsets.US_ASCII))) {
                throw new StoreException(
                        StoreFailure.ALTERED, store + ": what was written to " + key + " is not what is read");
            }
        } catch (IOException e) {
            throw failures.of("read", key, e);
        }
    }

    private void list() {
        if (store.list(key, "").isEmpty()) {
            throw failures.refused("does not list what was written before; it cannot be relied on");
        }
    }

    private void overwrite() {
        try {
            write();
            traits.ignoresCondition();
        } catch (StoreException e) {
            if (e.failure() != StoreFailure.EXISTS) {
                throw e;
            }
        }
        found.add(
                traits.best().condition()
                        ? "conditional writes: nothing is ever overwritten"
                        : "conditional writes: not known to the server; Wharf looks whether there is an object before"
                                + " it writes one");
    }

    private void checksums() {
        found.add(
                traits.best().checksums()
                        ? "checksums: every part is sent with its CRC32 (when_supported)"
                        : "checksums: none are sent (when_required)");
    }

    /** Only a collection needs it. */
    private void unfinished() {
        try {
            int uploads = store.unfinished(Instant.MAX).size();
            found.add("unfinished uploads: can be listed, there are " + uploads);
        } catch (StoreException e) {
            found.add("unfinished uploads: cannot be listed, so that only a lifecycle rule removes them. "
                    + e.getMessage());
        }
    }
}
