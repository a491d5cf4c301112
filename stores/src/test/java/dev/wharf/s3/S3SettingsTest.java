package dev.wharf.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreOption;
import dev.wharf.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings a store of S3 takes, and what it says of others. */
final class S3SettingsTest {

    private static StoreSettings settings(String url, Map<String, String> options) {
        return new StoreSettings("big", url, options);
    }

    private static List<String> problems(Map<String, String> options) {
        return StoreCatalog.load().problems(settings("s3://bucket/prefix", options));
    }

    @Test
    void defaultsAreThoseOfTheOptions() {
        S3Settings read = new S3SettingsReader(settings("s3://bucket/a/b", Map.of())).settings();

        assertThat(read.place()).isEqualTo(new S3Place("bucket", "a/b/"));
        assertThat(read.partBytes()).isEqualTo(8 << 20);
        assertThat(read.uploadsMax()).isEqualTo(3);
        assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.checksum()).isEqualTo(ChecksumMode.AUTO);
        assertThat(read.pathStyle()).isFalse();
        assertThat(S3Options.ALL).extracting(StoreOption::name).doesNotHaveDuplicates();
    }

    @Test
    void everySettingIsRead() {
        S3Settings read = new S3SettingsReader(settings(
                        "s3://bucket",
                        Map.ofEntries(
                                Map.entry("region", "eu-central-1"),
                                Map.entry("endpoint", "https://s3.example.org:9000"),
                                Map.entry("path.style", "false"),
                                Map.entry("profile", "payloads"),
                                Map.entry("bucket.owner", "123456789012"),
                                Map.entry("sse", "kms"),
                                Map.entry("sse.kms.key.id", "arn:aws:kms:eu-central-1:1:key/2"),
                                Map.entry("storage.class", "STANDARD_IA"),
                                Map.entry("tags", "team=data, kind=payload"),
                                Map.entry("checksum", "when_required"),
                                Map.entry("part.bytes", "5242880"),
                                Map.entry("uploads.max", "8"),
                                Map.entry("timeout.ms", "1000"),
                                Map.entry("spool.folder", "/var/spool"))))
                .settings();

        assertThat(read.region()).hasValue("eu-central-1");
        assertThat(read.endpoint()).hasToString("Optional[https://s3.example.org:9000]");
        assertThat(read.pathStyle()).isFalse();
        assertThat(read.profile()).hasValue("payloads");
        assertThat(read.bucketOwner()).hasValue("123456789012");
        assertThat(read.encryption()).isEqualTo(S3Settings.Encryption.KMS);
        assertThat(read.kmsKeyId()).hasValue("arn:aws:kms:eu-central-1:1:key/2");
        assertThat(read.storageClass()).hasValue("STANDARD_IA");
        assertThat(read.tags()).isEqualTo(Map.of("team", "data", "kind", "payload"));
        assertThat(read.checksum()).isEqualTo(ChecksumMode.WHEN_REQUIRED);
        assertThat(read.partBytes()).isEqualTo(5 << 20);
        assertThat(read.uploadsMax()).isEqualTo(8);
        assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read.spoolFolder()).hasToString("/var/spool");
        assertThat(read).hasToString("store big (s3://bucket/ at https://s3.example.org:9000)");
    }

    @Test
    void withAnEndpointTheBucketStandsInThePath() {
        Map<String, String> options = Map.of("endpoint", "http://127.0.0.1:9000");

        assertThat(new S3SettingsReader(settings("s3://bucket", options))
                        .settings()
                        .pathStyle())
                .isTrue();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, String> options = Map.ofEntries(
                Map.entry("regoin", "eu-west-1"),
                Map.entry("sse", "kmss"),
                Map.entry("sse.kms.key.id", "k"),
                Map.entry("part.bytes", "1000"),
                Map.entry("uploads.max", "many"),
                Map.entry("tags", "team"),
                Map.entry("storage.class", "GLACIER"),
                Map.entry("bucket.owner", "me"));

        assertThat(problems(options))
                .anyMatch(text -> text.contains("regoin") && text.contains("did you mean region?"))
                .anyMatch(text -> text.contains("sse = kmss") && text.contains("did you mean kms?"))
                .anyMatch(text -> text.contains("sse.kms.key.id has no effect without store.big.sse = kms"))
                .anyMatch(text -> text.contains("part.bytes = 1000 is no number from 5242880 to"))
                .anyMatch(text -> text.contains("uploads.max = many is no number from 1 to 32"))
                .anyMatch(text -> text.contains("store.big.tags = team: write name=value"))
                .anyMatch(text -> text.contains("storage.class = GLACIER cannot be"))
                .anyMatch(text -> text.contains("bucket.owner = me is no account"))
                .hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access.key",
                "secret.key",
                "session.token",
                "accessKeyId",
                "aws_secret_access_key",
                "AWS_SESSION_TOKEN",
                "credentials",
                "password"
            })
    void credentialsAreNeverSettings(String setting) {
        assertThat(problems(Map.of(setting, "s3cr3t")))
                .singleElement()
                .asString()
                .startsWith("store.big." + setting + " is no setting of a store of s3: credentials are never written")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "host:9000",
                "https://",
                "https://user:s3cr3t@host",
                "https://host?x=s3cr3t",
                "https://host name"
            })
    void whatIsNoEndpointIsToldWithoutItsText(String endpoint) {
        assertThat(problems(Map.of("endpoint", endpoint)))
                .singleElement()
                .asString()
                .startsWith("store.big.endpoint is no address of a server")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "s3://bucket//, bucket, ''",
        "s3://bucket/p, bucket, p/",
        "s3://bucket/p/, bucket, p/",
        "s3://my.bucket-1/a/b_c, my.bucket-1, a/b_c/"
    })
    void aUrlIsABucketAndAPrefix(String url, String bucket, String prefix) {
        assertThat(problems(url)).isEmpty();
        assertThat(S3Place.of(url.substring(3))).isEqualTo(new S3Place(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:",
                "s3://",
                "s3:///",
                "s3:bucket/p",
                "s3://b",
                "s3://user:pw@bucket/p",
                "s3://bucket/../p",
                "s3://bucket/a//b",
                "s3://bucket/a b",
                "s3://bucket?x=y"
            })
    void otherUrlsAreRefused(String url) {
        assertThat(problems(url)).singleElement().asString().startsWith("store.big.url = " + url);
    }

    private static List<String> problems(String url) {
        return StoreCatalog.load().problems(settings(url, Map.of()));
    }

    @Test
    void whatIsBelowThePrefixStaysBelowIt() {
        S3Place place = S3Place.of("//bucket/p");

        assertThat(place.inBucket("a/b")).isEqualTo("p/a/b");
        assertThat(place.inStore("p/a/b")).hasValue("a/b");
        assertThat(place.inStore("px/a")).isEmpty();
        assertThat(place.inStore("p/../a")).isEmpty();
        assertThat(place.inStore("p/")).isEmpty();
    }

    @Test
    void aForeignUriNamesAnObjectOnlyInItsPlace() {
        S3Place place = S3Place.of("//bucket/p");

        assertThat(place.keyOf(URI.create("s3://bucket/p/a/b"))).hasValue("a/b");
        for (String elsewhere : List.of(
                "s3://other/p/a",
                "s3://user@bucket/p/a",
                "s3://bucket:1/p/a",
                "s3://bucket/px/a",
                "s3://bucket/p/../a",
                "s3://bucket/p/%2e%2e/a",
                "s3://bucket/p/a%2fb",
                "s3://bucket/p/",
                "s3://bucket/p/a?versionId=1",
                "s3://bucket/p/a#b",
                "https://bucket/p/a",
                "s3:p/a",
                "file:/p/a")) {
            assertThat(place.keyOf(URI.create(elsewhere))).as(elsewhere).isEmpty();
        }
    }

    @Test
    void aStoreWithProblemsIsNotOpened() {
        assertThatThrownBy(() -> new S3StoreProvider().open(settings("s3://", Map.of("part.bytes", "1"))))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("store.big.url")
                .hasMessageContaining("store.big.part.bytes");
    }

    @Test
    void openingAStoreConnectsToNothing() {
        Map<String, String> options = Map.of("endpoint", "http://127.0.0.1:1");
        try (var store = StoreCatalog.load().open(settings("s3://bucket/p", options))) {
            assertThat(store).hasToString("store big (s3://bucket/p/ at http://127.0.0.1:1)");
        }
    }

    @Test
    void aRuleIsWhatAmazonsCommandTakes() {
        S3LifecycleRule rule = S3LifecycleRule.of(settings("s3://bucket/payloads", Map.of()), 30, 7);

        assertThat(rule.json().replaceAll("\\s+", ""))
                .isEqualTo("{\"Rules\":[{\"ID\":\"wharf-payloads\",\"Status\":\"Enabled\","
                        + "\"Filter\":{\"Prefix\":\"payloads/\"},\"Expiration\":{\"Days\":30},"
                        + "\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":1},"
                        + "\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":7}}]}");
        assertThatThrownBy(() -> new S3LifecycleRule("p/", 0, 7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new S3LifecycleRule("\"", 1, 7)).isInstanceOf(IllegalArgumentException.class);
    }
}
