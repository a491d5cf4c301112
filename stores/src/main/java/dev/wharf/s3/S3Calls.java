package dev.wharf.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Response;

/** What a store asks of the server, one call each. They block, and throw what the SDK throws. Any thread. */
final class S3Calls {
    private static final String ANY_TYPE = "application/octet-stream";

    private final S3Connection connection;
    private final S3Requests requests;
    private final ServerTraits traits;
    private final S3Failures failures;

    S3Calls(S3Connection connection, S3Settings settings, ServerTraits traits, S3Failures failures) {
        this.connection = connection;
        this.requests = new S3Requests(settings);
        this.traits = traits;
        this.failures = failures;
    }

    /** Stores a whole object, and returns when the server has it. */
    Instant put(String key, String mark, Part body, BooleanSupplier givenUp) {
        return ours(
                key,
                mark,
                () -> traits.adapt(trial -> {
                    refuseIfThere(key, trial);
                    return time(connection
                            .client()
                            .putObject(requests.put(key, mark, body, trial), content(body, givenUp)));
                }));
    }

    Multipart begin(String key, String mark) {
        return begin(key, mark, traits.best().checksums());
    }

    private Multipart begin(String key, String mark, boolean checksums) {
        String id = connection
                .client()
                .createMultipartUpload(requests.begin(key, mark, checksums))
                .uploadId();
        return new Multipart(id, checksums);
    }

    /** Begins, and finds out with the first part whether the server takes checksums. */
    First beginWith(String key, String mark, Part first, BooleanSupplier givenUp) {
        return traits.adapt(trial -> {
            Multipart begun = begin(key, mark, trial.checksums());
            try {
                return new First(begun, part(key, begun, 1, first, givenUp));
            } catch (RuntimeException e) {
                abort(key, begun.id());
                throw e;
            }
        });
    }

    /** What has come of the beginning. */
    record First(Multipart upload, CompletedPart part) {}

    CompletedPart part(String key, Multipart to, int number, Part body, BooleanSupplier givenUp) {
        String eTag = connection
                .client()
                .uploadPart(requests.part(key, to, number, body), content(body, givenUp))
                .eTag();
        return S3Requests.completed(to, number, body, eTag);
    }

    Instant complete(String key, String mark, Multipart upload, List<CompletedPart> parts) {
        return ours(
                key,
                mark,
                () -> traits.adapt(upload.checksums(), trial -> {
                    refuseIfThere(key, trial);
                    return time(
                            connection.client().completeMultipartUpload(requests.complete(key, upload, parts, trial)));
                }));
    }

    /** That there is none is no error. */
    void abort(String key, String id) {
        try {
            connection.client().abortMultipartUpload(requests.abort(key, id));
        } catch (S3Exception e) {
            if (e.statusCode() != 404) {
                throw e;
            }
        }
    }

    /** Empty if there is no such object. */
    Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(connection.client().headObject(requests.head(key)));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void headBucket() {
        connection.client().headBucket(requests.headBucket());
    }

    /** A stream that waits as long as its reader: by itself the SDK closes one after a minute without a read. */
    ResponseInputStream<GetObjectResponse> get(String key, long position) {
        return connection
                .client()
                .getObject(
                        requests.get(key, position),
                        ResponseTransformer.unmanaged(
                                (response, in) -> new ResponseInputStream<>(response, in, Duration.ZERO)));
    }

    void delete(String key) {
        connection.client().deleteObject(requests.delete(key));
    }

    /** Deletes what an upload has left whose last request had no answer. */
    void deleteIfMarked(String key, String mark) {
        if (head(key).filter(there -> marked(there, mark)).isPresent()) {
            delete(key);
        }
    }

    ListObjectsV2Response list(String prefix, String after, @Nullable String token) {
        return connection.client().listObjectsV2(requests.list(prefix, after, token));
    }

    ListMultipartUploadsResponse unfinished(@Nullable String afterKey, @Nullable String afterId) {
        return connection.client().listMultipartUploads(requests.unfinished(afterKey, afterId));
    }

    private interface Last {
        Instant call();
    }

    /**
     * The last request of an upload. The SDK makes it again when there is no answer; if the first had its effect, the
     * second is refused because of our own object.
     */
    private Instant ours(String key, String mark, Last last) {
        try {
            return last.call();
        } catch (S3Exception e) {
            int status = e.statusCode();
            if (status != 404 && status != 409 && status != 412) {
                throw e;
            }
            Optional<HeadObjectResponse> there = head(key);
            if (there.isEmpty()) {
                throw e;
            }
            return there.filter(object -> marked(object, mark))
                    .map(HeadObjectResponse::lastModified)
                    .orElseThrow(() -> failures.exists(key, e));
        }
    }

    private static boolean marked(HeadObjectResponse object, String mark) {
        return mark.equals(object.metadata().get(S3Requests.MARK));
    }

    /** What can be done where the server does not know the condition; two at the same time may both succeed. */
    private void refuseIfThere(String key, Trial trial) {
        if (!trial.condition() && head(key).isPresent()) {
            throw failures.exists(key, null);
        }
    }

    /** The clock of the server. */
    private static Instant time(S3Response response) {
        Optional<String> date = response.sdkHttpResponse().firstMatchingHeader("Date");
        try {
            return date.map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(Instant::now);
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    private static RequestBody content(Part body, BooleanSupplier givenUp) {
        return RequestBody.fromContentProvider(
                () -> {
                    if (givenUp.getAsBoolean()) {
                        throw NonRetryableException.create("the upload was given up");
                    }
                    return body.open();
                },
                body.length(),
                ANY_TYPE);
    }
}
