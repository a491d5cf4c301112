package dev.wharf.s3;

import dev.wharf.store.StoreSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of a store, and collects everything that is wrong with them. For one thread. */
final class S3SettingsReader {
    private static final int MAX_TAGS = 10;

    /** Objects in them cannot be read before somebody has restored them. */
    private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final StoreSettings source;
    private final List<String> problems = new ArrayList<>();
    private final S3Settings settings;

    S3SettingsReader(StoreSettings source) {
        this.source = source;
        this.settings = read();
    }

    /** What is wrong, one sentence each; empty if nothing is. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** To be used only if there are no problems. */
    S3Settings settings() {
        return settings;
    }

    private S3Settings read() {
        Optional<URI> endpoint = endpoint();
        S3Settings.Encryption encryption = word(S3Options.SSE, S3Settings.Encryption.class, S3Settings.Encryption.NONE);
        return new S3Settings(
                source.name(),
                place(),
                matching(S3Options.REGION, "[A-Za-z0-9-]{1,64}", "is no name of a region"),
                endpoint,
                source.option(S3Options.PATH_STYLE).map("true"::equals).orElse(endpoint.isPresent()),
                source.option(S3Options.PROFILE),
                matching(S3Options.BUCKET_OWNER, "\\d{12}", "is no account, which has 12 digits"),
                encryption,
                kmsKey(encryption),
                storageClass(),
                tags(),
                word(S3Options.CHECKSUM, ChecksumMode.class, ChecksumMode.AUTO),
                number(
                        S3Options.PART_BYTES,
                        S3Options.DEFAULT_PART_BYTES,
                        S3Options.MIN_PART_BYTES,
                        S3Options.MAX_PART_BYTES),
                (int) number(S3Options.UPLOADS_MAX, S3Options.DEFAULT_UPLOADS_MAX, 1, 32),
                Duration.ofMillis(number(S3Options.TIMEOUT_MS, S3Options.DEFAULT_TIMEOUT_MS, 100, 3_600_000)),
                spoolFolder());
    }

    private S3Place place() {
        S3Place place = S3Place.of(source.place());
        if (!source.place().startsWith("//")) {
            problems.add(setting("url") + " = " + source.url() + ": write s3://bucket/prefix");
        } else {
            place.problem().ifPresent(problem -> problems.add(setting("url") + " = " + source.url() + ": " + problem));
        }
        return place;
    }

    /** Its value is shown only where it is fine to: a password may stand in a URL. */
    private Optional<URI> endpoint() {
        Optional<String> text = source.option(S3Options.ENDPOINT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (http && bare && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // said below, without the text, which is in the exception's
        }
        problems.add(setting(S3Options.ENDPOINT) + " is no address of a server; write https://host:port, without user,"
                + " password or query");
        return Optional.empty();
    }

    private Optional<String> kmsKey(S3Settings.Encryption encryption) {
        Optional<String> key = source.option(S3Options.KMS_KEY);
        if (key.isPresent() && encryption != S3Settings.Encryption.KMS) {
            problems.add(setting(S3Options.KMS_KEY) + " has no effect without " + setting(S3Options.SSE)
                    + " = kms; add that, or leave out the key");
        }
        return key;
    }

    private Optional<String> storageClass() {
        Optional<String> name = matching(S3Options.STORAGE_CLASS, "[A-Z0-9_]{1,64}", "is no storage class");
        name.filter(ARCHIVES::contains)
                .ifPresent(archive -> problems.add(setting(S3Options.STORAGE_CLASS) + " = " + archive
                        + " cannot be: consumers could not read what has to be restored first;"
                        + " GLACIER_IR can be read"));
        return name;
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        String text = source.option(S3Options.TAGS).orElse("");
        for (String tag : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = tag.indexOf('=');
            String name = equals < 0 ? "" : tag.substring(0, equals).trim();
            if (!name.matches("[\\p{L}\\p{Nd} _.:/+@-]{1,128}")
                    || tags.put(name, tag.substring(equals + 1).trim()) != null) {
                problems.add(setting(S3Options.TAGS) + " = " + text
                        + ": write name=value,name=value, each name once and of up to 128 letters, digits or _.:/+@-");
                break;
            }
        }
        if (tags.size() > MAX_TAGS) {
            problems.add(setting(S3Options.TAGS) + ": there are " + tags.size() + " instead of at most " + MAX_TAGS);
        }
        return tags;
    }

    private Path spoolFolder() {
        String folder = source.option(S3Options.SPOOL_FOLDER).orElseGet(() -> System.getProperty("java.io.tmpdir"));
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            problems.add(setting(S3Options.SPOOL_FOLDER) + " = " + folder + ": that can be no folder");
            return Path.of("");
        }
    }

    private Optional<String> matching(String option, String pattern, String otherwise) {
        Optional<String> value = source.option(option);
        value.filter(text -> !text.matches(pattern))
                .ifPresent(text -> problems.add(setting(option) + " = " + text + " " + otherwise));
        return value;
    }

    private long number(String option, long fallback, long min, long max) {
        String text = source.option(option).orElse(Long.toString(fallback));
        try {
            long number = Long.parseLong(text.trim());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problems.add(setting(option) + " = " + text + " is no number from " + min + " to " + max);
        return fallback;
    }

    /** Words that are not allowed are told by the catalog. */
    private <E extends Enum<E>> E word(String option, Class<E> words, E fallback) {
        String text = source.option(option).orElse("").toUpperCase(Locale.ROOT);
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        return fallback;
    }

    private String setting(String option) {
        return "store." + source.name() + "." + option;
    }
}
