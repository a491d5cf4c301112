package dev.wharf.s3;

import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What an error of the SDK means for a store, and what to do about it. Any thread. */
final class S3Failures {
    /** Where the status does not say it, or says something else. */
    private static final Map<String, StoreFailure> BY_CODE = Map.ofEntries(
            Map.entry("NoSuchBucket", StoreFailure.REFUSED),
            Map.entry("NoSuchUpload", StoreFailure.UNAVAILABLE),
            Map.entry("ExpiredToken", StoreFailure.FORBIDDEN),
            Map.entry("InvalidToken", StoreFailure.FORBIDDEN),
            Map.entry("TokenRefreshRequired", StoreFailure.FORBIDDEN),
            Map.entry("RequestTimeout", StoreFailure.UNAVAILABLE),
            Map.entry("IncompleteBody", StoreFailure.UNAVAILABLE),
            Map.entry("BadDigest", StoreFailure.UNAVAILABLE),
            Map.entry("XAmzContentSHA256Mismatch", StoreFailure.UNAVAILABLE),
            Map.entry("XAmzContentChecksumMismatch", StoreFailure.UNAVAILABLE),
            Map.entry("QuotaExceeded", StoreFailure.FULL));

    private static final Map<String, String> ADVICE = Map.of(
            "NoSuchBucket",
            "; create the bucket, or correct the url",
            "AuthorizationHeaderMalformed",
            "; set region to that of the bucket",
            "PermanentRedirect",
            "; set region to that of the bucket",
            "RequestTimeTooSkewed",
            "; set the clock of this machine",
            "SignatureDoesNotMatch",
            "; the secret key is not that of the access key",
            "NotImplemented",
            "; leave out the setting that asks for it: tags, sse, storage.class");

    private final String store;

    S3Failures(S3Settings settings) {
        this.store = settings.toString();
    }

    /**
     * @param what the store was asked to do, as in "cannot read"
     * @param key what with; may be empty
     */
    StoreException of(String what, String key, Throwable cause) {
        if (cause instanceof StoreException known) {
            return known;
        }
        StoreFailure failure = failureOf(cause);
        String doing = store + " cannot " + what + (key.isEmpty() ? "" : " " + key) + ": ";
        return new StoreException(failure, doing + said(cause) + advice(failure, cause), cause);
    }

    StoreException exists(String key, @Nullable Throwable cause) {
        return new StoreException(StoreFailure.EXISTS, store + " has an object of key " + key + " already", cause);
    }

    StoreException interrupted(String key, InterruptedException cause) {
        return new StoreException(
                StoreFailure.UNAVAILABLE, store + " cannot write " + key + ": the thread was interrupted", cause);
    }

    StoreException refused(String why) {
        return new StoreException(StoreFailure.REFUSED, store + " " + why);
    }

    StoreException noRoom(String key, S3Settings settings, Throwable cause) {
        return new StoreException(
                StoreFailure.FULL,
                store + " cannot write " + key + ": a part of it cannot be put into " + settings.spoolFolder() + " ("
                        + cause.getMessage() + "); make room there, or set spool.folder",
                cause);
    }

    static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static StoreFailure failureOf(Throwable cause) {
        if (cause instanceof AwsServiceException answer) {
            return Optional.ofNullable(BY_CODE.get(code(answer))).orElseGet(() -> ofStatus(answer.statusCode()));
        }
        if (has(cause, SSLHandshakeException.class)
                || has(cause, SSLPeerUnverifiedException.class)
                || mentions(cause, "region from")) {
            return StoreFailure.REFUSED;
        }
        return mentions(cause, "load credentials") ? StoreFailure.FORBIDDEN : StoreFailure.UNAVAILABLE;
    }

    private static StoreFailure ofStatus(int status) {
        return switch (status) {
            case 404 -> StoreFailure.MISSING;
            case 401, 403 -> StoreFailure.FORBIDDEN;
            case 412 -> StoreFailure.EXISTS;
            case 507 -> StoreFailure.FULL;
            case 501 -> StoreFailure.REFUSED;
            case 408, 409, 429 -> StoreFailure.UNAVAILABLE;
            default -> status >= 500 ? StoreFailure.UNAVAILABLE : StoreFailure.REFUSED;
        };
    }

    private static String said(Throwable cause) {
        if (!(cause instanceof AwsServiceException answer)) {
            return String.valueOf(cause.getMessage());
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = code(answer);
        String text = details == null || details.errorMessage() == null ? "" : ": " + details.errorMessage();
        String request = answer.requestId() == null ? "" : ", request " + answer.requestId();
        return (code.isEmpty() ? "" : code + " ") + "(status " + answer.statusCode() + request + ")" + text;
    }

    private static String advice(StoreFailure failure, Throwable cause) {
        String ofCode = cause instanceof AwsServiceException answer ? ADVICE.get(code(answer)) : null;
        if (ofCode != null) {
            return ofCode;
        }
        return switch (failure) {
            case FORBIDDEN ->
                "; look at the credentials of this process, and at what they may do with the bucket. Without the"
                        + " permission to list it, what is missing is forbidden, too";
            case FULL -> "; make room there, and it goes on";
            case REFUSED ->
                has(cause, SSLHandshakeException.class)
                        ? "; this JVM does not trust the certificate of the server"
                        : mentions(cause, "region from") ? "; set region" : "";
            case MISSING, EXISTS, TRUNCATED, ALTERED, UNAVAILABLE -> "";
        };
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The SDK has no classes for these. */
    private static boolean mentions(Throwable cause, String words) {
        return String.valueOf(cause.getMessage()).contains(words);
    }
}
