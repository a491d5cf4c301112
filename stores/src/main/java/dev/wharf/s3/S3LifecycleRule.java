package dev.wharf.s3;

import dev.wharf.store.StoreSettings;

/**
 * A lifecycle rule by which S3 itself deletes the payloads of a store, as text for {@code aws s3api
 * put-bucket-lifecycle-configuration --lifecycle-configuration}.
 *
 * @param prefix of the objects in the bucket; empty for all
 * @param days after which an object is deleted
 * @param abortDays after which an upload that was begun and not completed is deleted
 */
public record S3LifecycleRule(String prefix, int days, int abortDays) {
    public S3LifecycleRule {
        if (days < 1 || abortDays < 1) {
            throw new IllegalArgumentException("S3 deletes nothing after less than a day; days = " + days
                    + ", days for unfinished uploads = " + abortDays);
        }
        if (!prefix.matches("[A-Za-z0-9._=/-]*")) {
            throw new IllegalArgumentException("no payload has a key with such a prefix: " + prefix);
        }
    }

    /**
     * The rule for all that a store holds.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} if its URL is wrong
     */
    public static S3LifecycleRule of(StoreSettings store, int days, int abortDays) {
        S3Place place = S3Place.of(store.place());
        place.problem().ifPresent(problem -> {
            throw store.wrong("url", problem);
        });
        return new S3LifecycleRule(place.prefix(), days, abortDays);
    }

    /** In a bucket with versions, deleting leaves one behind, which goes a day later. */
    public String json() {
        return """
            {
              "Rules": [
                {
                  "ID": "wharf-payloads",
                  "Status": "Enabled",
                  "Filter": {"Prefix": "%s"},
                  "Expiration": {"Days": %d},
                  "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
                  "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": %d}
                }
              ]
            }
            """.formatted(prefix, days, abortDays);
    }
}
