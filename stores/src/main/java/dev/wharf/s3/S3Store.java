package dev.wharf.s3;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreKeys;
import dev.wharf.store.StoreUpload;
import dev.wharf.store.StoredObject;
import dev.wharf.store.UnfinishedUpload;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of a bucket, below a prefix. Safe for use by many threads. */
final class S3Store implements PayloadStore {
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Settings settings;
    private final S3Connection connection;
    private final S3Failures failures;
    private final ServerTraits traits;
    private final S3Calls calls;
    private final ExecutorService threads;
    private volatile boolean bucketSeen;

    S3Store(S3Settings settings) {
        this.settings = settings;
        this.connection = new S3Connection(settings);
        this.failures = new S3Failures(settings);
        this.traits = new ServerTraits(settings.checksum());
        this.calls = new S3Calls(connection, settings, traits, failures);
        this.threads = CallThreads.of(settings.name());
    }

    @Override
    public StoreUpload upload(String key, ByteBudget budget) {
        return new S3Upload(settings, calls, traits, threads, checked(key), budget);
    }

    @Override
    public InputStream open(String key, long position) {
        return called("read", checked(key), () -> {
            try {
                return from(position, key, calls.get(key, position));
            } catch (S3Exception e) {
                if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                    return InputStream.nullInputStream(); // the object has no more than was read
                }
                throw e;
            }
        });
    }

    /** Some servers do not know ranges, and begin at the beginning. */
    private InputStream from(long position, String key, ResponseInputStream<GetObjectResponse> answer) {
        String range = answer.response().contentRange();
        if (position > 0 && (range == null || !range.startsWith("bytes " + position + "-"))) {
            answer.abort();
            throw failures.refused("cannot read " + key + " from byte " + position
                    + " on: the server sends other bytes than it was asked for");
        }
        return new S3Input(answer);
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return called("look at", checked(key), () -> {
            Optional<StoredObject> found =
                    calls.head(key).map(object -> new StoredObject(key, object.contentLength(), object.lastModified()));
            if (found.isEmpty()) {
                seeBucket();
            }
            return found;
        });
    }

    @Override
    public Optional<String> keyOf(URI uri) {
        return settings.place().keyOf(uri);
    }

    /** The answer to a look at an object says not whether it is the bucket that is missing. */
    private void seeBucket() {
        if (bucketSeen) {
            return;
        }
        try {
            calls.headBucket();
            bucketSeen = true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw failures.refused("has no such bucket; create it, or correct the url");
            }
            throw e;
        }
    }

    @Override
    public void delete(String key) {
        called("delete", checked(key), () -> {
            calls.delete(key);
            return true;
        });
    }

    @Override
    public List<StoredObject> list(String prefix, String after) {
        return called("list", prefix, () -> new S3Listing(settings.place(), calls).page(prefix, after));
    }

    @Override
    public List<UnfinishedUpload> unfinished(Instant before) {
        return called(
                "list the unfinished uploads", "", () -> new S3Listing(settings.place(), calls).unfinished(before));
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        called("give up the upload of", checked(upload.key()), () -> {
            calls.abort(upload.key(), upload.id());
            return true;
        });
    }

    @Override
    public List<String> probe() {
        return new S3Probe(this, traits, failures).run();
    }

    private String checked(String key) {
        StoreKeys.problem(key).ifPresent(problem -> {
            throw failures.refused("has no such key: " + problem);
        });
        return key;
    }

    private <T> T called(String what, String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failures.of(what, key, e);
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }

    /** Uploads that are under way fail; they are to be closed before. */
    @Override
    public void close() {
        threads.shutdown();
        connection.close();
    }
}
