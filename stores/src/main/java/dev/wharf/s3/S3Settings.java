package dev.wharf.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A store of the configuration, checked. Immutable; holds no secrets. */
record S3Settings(
        String name,
        S3Place place,
        Optional<String> region,
        Optional<URI> endpoint,
        boolean pathStyle,
        Optional<String> profile,
        Optional<String> bucketOwner,
        Encryption encryption,
        Optional<String> kmsKeyId,
        Optional<String> storageClass,
        Map<String, String> tags,
        ChecksumMode checksum,
        long partBytes,
        int uploadsMax,
        Duration timeout,
        Path spoolFolder) {

    enum Encryption {
        NONE,
        S3,
        KMS
    }

    /** How errors name the store. */
    @Override
    public String toString() {
        return "store " + name + " (" + place + endpoint.map(at -> " at " + at).orElse("") + ")";
    }
}
