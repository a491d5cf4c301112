package dev.wharf.s3;

import dev.wharf.store.StoredObject;
import dev.wharf.store.UnfinishedUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket holds for a store; what can be none of its objects, by the key, is left out. For one call. */
final class S3Listing {
    private final S3Place place;
    private final S3Calls calls;

    S3Listing(S3Place place, S3Calls calls) {
        this.place = place;
        this.calls = calls;
    }

    /** Goes on while a page has nothing for us: an empty one means that there is no more. */
    List<StoredObject> page(String prefix, String after) {
        String token = null;
        while (true) {
            ListObjectsV2Response answer = calls.list(prefix, after, token);
            List<StoredObject> page = answer.contents().stream()
                    .map(this::object)
                    .flatMap(Optional::stream)
                    .toList();
            token = answer.nextContinuationToken();
            if (!page.isEmpty() || token == null || !Boolean.TRUE.equals(answer.isTruncated())) {
                return page;
            }
        }
    }

    private Optional<StoredObject> object(S3Object found) {
        return place.inStore(found.key()).map(key -> new StoredObject(key, found.size(), found.lastModified()));
    }

    List<UnfinishedUpload> unfinished(Instant before) {
        List<UnfinishedUpload> found = new ArrayList<>();
        @Nullable String afterKey = null;
        @Nullable String afterId = null;
        while (true) {
            ListMultipartUploadsResponse answer = calls.unfinished(afterKey, afterId);
            answer.uploads().stream()
                    .map(this::upload)
                    .flatMap(Optional::stream)
                    .filter(upload -> upload.begun().isBefore(before))
                    .forEach(found::add);
            afterKey = answer.nextKeyMarker();
            afterId = answer.nextUploadIdMarker();
            if (afterKey == null || !Boolean.TRUE.equals(answer.isTruncated())) {
                return found;
            }
        }
    }

    private Optional<UnfinishedUpload> upload(MultipartUpload found) {
        return place.inStore(found.key()).map(key -> new UnfinishedUpload(key, found.uploadId(), found.initiated()));
    }
}
