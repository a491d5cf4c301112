package dev.wharf.large;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoreKeys;
import dev.wharf.store.StoreUpload;
import dev.wharf.store.StoredObject;
import dev.wharf.store.UnfinishedUpload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bucket to read from, with what somebody else has put there. */
final class BucketInMemory implements PayloadStore {
    private final String bucket;
    private final String prefix;
    private final Map<String, byte[]> objects = new HashMap<>();

    /** @param prefix empty, or with a slash at its end */
    BucketInMemory(String bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Puts an object there, by its key in the bucket. */
    BucketInMemory with(String keyInBucket, byte[] bytes) {
        objects.put(keyInBucket, bytes);
        return this;
    }

    @Override
    public Optional<String> keyOf(URI uri) {
        String below = "/" + prefix;
        return "s3".equals(uri.getScheme()) && bucket.equals(uri.getAuthority())
                ? Optional.of(uri.getPath())
                        .filter(path -> path.startsWith(below))
                        .map(path -> path.substring(below.length()))
                        .filter(key -> StoreKeys.problem(key).isEmpty())
                : Optional.empty();
    }

    @Override
    public InputStream open(String key, long position) {
        byte[] bytes = objects.get(prefix + key);
        if (bytes == null) {
            throw new StoreException(StoreFailure.MISSING, this + " has no object of key " + key);
        }
        return new ByteArrayInputStream(bytes, (int) position, bytes.length - (int) position);
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(prefix + key))
                .map(bytes -> new StoredObject(key, bytes.length, Instant.EPOCH));
    }

    @Override
    public StoreUpload upload(String key, ByteBudget budget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredObject> list(String prefixOfKeys, String after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<UnfinishedUpload> unfinished(Instant before) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> probe() {
        return List.of("is a map");
    }

    @Override
    public String toString() {
        return "store theirs (s3://" + bucket + "/" + prefix + ")";
    }

    @Override
    public void close() {}
}
