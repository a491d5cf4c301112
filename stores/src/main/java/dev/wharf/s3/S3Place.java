package dev.wharf.s3;

import dev.wharf.store.StoreKeys;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The objects of a bucket whose keys begin with a prefix. No request of the store leaves it.
 *
 * @param prefix empty, or with a slash at its end
 */
record S3Place(String bucket, String prefix) {
    /** S3 allows 1024 bytes, of which {@link StoreKeys#MAX_LENGTH} are for what is below the prefix. */
    private static final int MAX_PREFIX = 1024 - StoreKeys.MAX_LENGTH;

    /** Servers other than Amazon's allow capitals and underscores. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");

    /** @param place what stands behind the colon: {@code //bucket/prefix} */
    static S3Place of(String place) {
        String path = place.replaceFirst("^/*", "").replaceFirst("/*$", "");
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Place(path, "")
                : new S3Place(path.substring(0, slash), path.substring(slash + 1) + "/");
    }

    /** What is wrong with it; empty if nothing is. */
    Optional<String> problem() {
        if (!BUCKET.matcher(bucket).matches()) {
            return Optional.of("there is no name of a bucket in it; write s3://bucket/prefix");
        }
        if (prefix.length() > MAX_PREFIX) {
            return Optional.of("the prefix has more than " + (MAX_PREFIX - 1) + " characters");
        }
        return prefix.isEmpty()
                ? Optional.empty()
                : StoreKeys.problem(prefix.substring(0, prefix.length() - 1))
                        .map(problem -> "the prefix is not possible: " + problem);
    }

    /** The key in the bucket of what has a key in the store; also of the beginning of one. */
    String inBucket(String key) {
        return prefix + key;
    }

    /** The key in the store, if it can be one of the store's. */
    Optional<String> inStore(String key) {
        return Optional.of(key)
                .filter(found -> found.startsWith(prefix))
                .map(found -> found.substring(prefix.length()))
                .filter(found -> StoreKeys.problem(found).isEmpty());
    }

    /** The key in the store of what somebody else names {@code s3://bucket/key}, as it stands there. */
    Optional<String> keyOf(URI uri) {
        boolean here = "s3".equals(uri.getScheme()) && bucket.equals(uri.getRawAuthority());
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
        String path = uri.getRawPath();
        return here && bare && path != null && path.startsWith("/") ? inStore(path.substring(1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
