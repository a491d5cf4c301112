package dev.wharf.store.contract;

import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import java.util.Map;

/** Where two servers answer differently to the same settings: what S3Mock 5.2.0 does, and S3Proxy 4.1.0. */
enum S3Difference {
    /** S3Mock lets everybody in. */
    WRONG_SECRET("stored", "FORBIDDEN", "profile", "wrong"),
    TAGS("stored", "REFUSED", "tags", "team=data,kind=payload"),
    ENCRYPTION_BY_THE_SERVER("stored", "REFUSED", "sse", "s3"),
    STORAGE_CLASS("stored", "stored", "storage.class", "STANDARD_IA"),
    OWNER_OF_THE_BUCKET("stored", "REFUSED", "bucket.owner", "123456789012");

    private final String s3mock;
    private final String s3proxy;
    private final String option;
    private final String value;

    S3Difference(String s3mock, String s3proxy, String option, String value) {
        this.s3mock = s3mock;
        this.s3proxy = s3proxy;
        this.option = option;
        this.value = value;
    }

    /** What becomes of an object. */
    String observe(Target target, String name) {
        try (PayloadStore store = target.open(name, Map.of(option, value))) {
            Bytes.put(store, "k", new byte[] {1});
            return "stored";
        } catch (StoreException e) {
            return e.failure().name();
        }
    }

    String expected(Target.Kind kind) {
        return kind == Target.Kind.S3MOCK ? s3mock : s3proxy;
    }
}
