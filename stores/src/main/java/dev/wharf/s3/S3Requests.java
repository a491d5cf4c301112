package dev.wharf.s3;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** The requests of a store, with everything that its settings say. Each is for its bucket and below its prefix. */
final class S3Requests {
    /** By which an upload knows its own object, where the answer to its last request was lost. */
    static final String MARK = "wharf-upload";

    /** What the slowest line carries that is waited for. */
    private static final long MIN_BYTES_PER_SECOND = 32 << 10;

    /** Putting parts together takes some servers long. */
    private static final long MS_PER_PART = 100;

    private static final int PAGE = 1_000;
    private static final String ANYTHING = "*";

    private final S3Settings settings;
    private final S3Place place;
    private final String bucket;
    private final @Nullable String owner;
    private final @Nullable ServerSideEncryption encryption;
    private final @Nullable String kmsKeyId;
    private final @Nullable String storageClass;
    /** The SDK sends a header also for none, which strict servers do not know. */
    private final Optional<Tagging> tags;

    S3Requests(S3Settings settings) {
        this.settings = settings;
        this.place = settings.place();
        this.bucket = place.bucket();
        this.owner = settings.bucketOwner().orElse(null);
        this.kmsKeyId = settings.kmsKeyId().orElse(null);
        this.storageClass = settings.storageClass().orElse(null);
        this.encryption = switch (settings.encryption()) {
            case NONE -> null;
            case S3 -> ServerSideEncryption.AES256;
            case KMS -> ServerSideEncryption.AWS_KMS;
        };
        List<Tag> tagSet = settings.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        this.tags = tagSet.isEmpty()
                ? Optional.empty()
                : Optional.of(Tagging.builder().tagSet(tagSet).build());
    }

    PutObjectRequest put(String key, String mark, Part body, Trial trial) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKeyId)
                .storageClass(storageClass)
                .applyMutation(request -> tags.ifPresent(request::tagging))
                .metadata(Map.of(MARK, mark))
                .checksumCRC32(trial.checksums() ? crc32(body) : null)
                .ifNoneMatch(trial.condition() ? ANYTHING : null)
                .overrideConfiguration(within(timeFor(body)))
                .build();
    }

    CreateMultipartUploadRequest begin(String key, String mark, boolean checksums) {
        return CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKeyId)
                .storageClass(storageClass)
                .applyMutation(request -> tags.ifPresent(request::tagging))
                .metadata(Map.of(MARK, mark))
                .checksumAlgorithm(checksums ? ChecksumAlgorithm.CRC32 : null)
                .build();
    }

    UploadPartRequest part(String key, Multipart to, int number, Part body) {
        return UploadPartRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .uploadId(to.id())
                .partNumber(number)
                .checksumCRC32(to.checksums() ? crc32(body) : null)
                .overrideConfiguration(within(timeFor(body)))
                .build();
    }

    /** What the last request says of a part. */
    static CompletedPart completed(Multipart to, int number, Part body, String eTag) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(eTag)
                .checksumCRC32(to.checksums() ? crc32(body) : null)
                .build();
    }

    CompleteMultipartUploadRequest complete(String key, Multipart upload, List<CompletedPart> parts, Trial trial) {
        return CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .uploadId(upload.id())
                .multipartUpload(all -> all.parts(parts))
                .ifNoneMatch(trial.condition() ? ANYTHING : null)
                .overrideConfiguration(within(settings.timeout().plusMillis(MS_PER_PART * parts.size())))
                .build();
    }

    AbortMultipartUploadRequest abort(String key, String id) {
        return AbortMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .uploadId(id)
                .build();
    }

    HeadObjectRequest head(String key) {
        return HeadObjectRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .build();
    }

    HeadBucketRequest headBucket() {
        return HeadBucketRequest.builder()
                .bucket(bucket)
                .expectedBucketOwner(owner)
                .build();
    }

    GetObjectRequest get(String key, long position) {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .range(position > 0 ? "bytes=" + position + "-" : null)
                .build();
    }

    DeleteObjectRequest delete(String key) {
        return DeleteObjectRequest.builder()
                .bucket(bucket)
                .key(place.inBucket(key))
                .expectedBucketOwner(owner)
                .build();
    }

    /** @param token of the page before, which counts for more than {@code after} */
    ListObjectsV2Request list(String prefix, String after, @Nullable String token) {
        return ListObjectsV2Request.builder()
                .bucket(bucket)
                .expectedBucketOwner(owner)
                .prefix(place.inBucket(prefix))
                .startAfter(after.isEmpty() || token != null ? null : place.inBucket(after))
                .continuationToken(token)
                .maxKeys(PAGE)
                .build();
    }

    ListMultipartUploadsRequest unfinished(@Nullable String afterKey, @Nullable String afterId) {
        return ListMultipartUploadsRequest.builder()
                .bucket(bucket)
                .expectedBucketOwner(owner)
                .prefix(place.prefix())
                .keyMarker(afterKey)
                .uploadIdMarker(afterId)
                .build();
    }

    private static String crc32(Part body) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(body.crc32()).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Duration timeFor(Part body) {
        return settings.timeout().multipliedBy(2).plusSeconds(body.length() / MIN_BYTES_PER_SECOND);
    }

    private static AwsRequestOverrideConfiguration within(Duration attempt) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attempt)
                .build();
    }
}
