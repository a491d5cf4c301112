package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.http.Authentication;
import dev.wharf.http.HttpSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of ours, and those of Confluent's clients. */
final class RegistrySettingsTest {
    private static final String URL = "schema.registry.url";

    private static RegistrySettings confluent(String... pairs) {
        Map<String, String> settings = new HashMap<>(Map.of(URL, "https://r"));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return RegistrySettings.of(settings);
    }

    @Test
    void hasDefaultsForAllButTheUrl() {
        RegistrySettings settings = RegistrySettings.of("http://a:8081/x,http://b:8081");
        assertThat(settings.http())
                .isEqualTo(HttpSettings.of(URI.create("http://a:8081/x"), URI.create("http://b:8081")));
        assertThat(settings.caching()).isEqualTo(RegistrySettings.Caching.DEFAULT);
        assertThat(settings.writer()).isEqualTo(new WriterPolicy.Lookup(false));
        assertThat(settings.keySubject()).isEqualTo(SubjectStrategy.TOPIC);
        assertThat(settings.valueSubject()).isEqualTo(SubjectStrategy.TOPIC);
    }

    @Test
    void readsKeysOfItsOwn() {
        RegistrySettings settings = RegistrySettings.builder()
                .url("http://a")
                .basic("key", "s3cr3t")
                .cacheDirectory(Path.of("/var/cache/schemas"))
                .set("registry.cache.size", "5")
                .set("registry.latest.ttl.ms", "1000")
                .set("registry.missing.ttl.ms", "2000")
                .set("registry.writer", "register")
                .set("registry.normalize", "true")
                .set("registry.subject.key", "record")
                .set("registry.subject.value", "topic_record")
                .set("registry.deadline.ms", "700")
                .set("registry.header.X-A", "b")
                .set("registry.ssl.ca.location", "/ca.pem")
                .build();
        assertThat(settings.http().authentication()).isEqualTo(new Authentication.Basic("key", "s3cr3t"));
        assertThat(settings.http().limits().deadline()).isEqualTo(Duration.ofMillis(700));
        assertThat(settings.http().headers()).containsExactly(Map.entry("X-A", "b"));
        assertThat(settings.http().tls()).containsExactly(Map.entry("ssl.ca.location", "/ca.pem"));
        assertThat(settings.caching().maxSchemas()).isEqualTo(5);
        assertThat(settings.caching().latestTtl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.caching().missingTtl()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.caching().directory()).contains(Path.of("/var/cache/schemas"));
        assertThat(settings.writer()).isEqualTo(new WriterPolicy.Register(true));
        assertThat(settings.keySubject()).isEqualTo(SubjectStrategy.RECORD);
        assertThat(settings.valueSubject()).isEqualTo(SubjectStrategy.TOPIC_RECORD);
        assertThat(settings.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void readsTheWriterOfEitherKind() {
        assertThat(RegistrySettings.of(Map.of("registry.url", "http://a", "registry.writer", "latest"))
                        .writer())
                .isEqualTo(new WriterPolicy.Latest(true));
        assertThat(RegistrySettings.of(Map.of("registry.url", "http://a", "registry.writer.id", "9"))
                        .writer())
                .isEqualTo(new WriterPolicy.FixedId(9));
        assertThat(confluent("auto.register.schemas", "true", "normalize.schemas", "true")
                        .writer())
                .isEqualTo(new WriterPolicy.Register(true));
        assertThat(confluent("auto.register.schemas", "false").writer()).isEqualTo(new WriterPolicy.Lookup(false));
        assertThat(confluent(
                                "auto.register.schemas", "false",
                                "use.latest.version", "true",
                                "latest.compatibility.strict", "false")
                        .writer())
                .isEqualTo(new WriterPolicy.Latest(false));
        assertThat(confluent("use.schema.id", "12").writer()).isEqualTo(new WriterPolicy.FixedId(12));
    }

    @Test
    void readsConfluentsLogins() {
        assertThat(confluent("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "k:s:t")
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Basic("k", "s:t"));
        assertThat(confluent("schema.registry.basic.auth.user.info", "k:s")
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Basic("k", "s"));
        assertThat(RegistrySettings.of(Map.of(URL, "https://k:s@r", "basic.auth.credentials.source", "URL"))
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Basic("k", "s"));
        assertThat(confluent("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t")
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Bearer("t"));
        HttpSettings oauth = confluent(
                        "bearer.auth.credentials.source", "OAUTHBEARER",
                        "bearer.auth.issuer.endpoint.url", "https://idp/token",
                        "bearer.auth.client.id", "c",
                        "bearer.auth.client.secret", "s3cr3t",
                        "bearer.auth.scope", "x y",
                        "bearer.auth.logical.cluster", "lsrc-1",
                        "bearer.auth.identity.pool.id", "pool-1")
                .http();
        assertThat(oauth.authentication())
                .isEqualTo(new Authentication.OAuth(URI.create("https://idp/token"), "c", "s3cr3t", "x y"));
        assertThat(oauth.headers())
                .containsOnly(
                        Map.entry("target-sr-cluster", "lsrc-1"), Map.entry("Confluent-Identity-Pool-Id", "pool-1"));
    }

    @Test
    void readsConfluentsOtherNames() {
        RegistrySettings settings = confluent(
                "schema.registry.ssl.truststore.location", "/t.p12",
                "schema.registry.ssl.truststore.password", "s3cr3t",
                "latest.cache.ttl.sec", "-1",
                "proxy.host", "p",
                "proxy.port", "3128",
                "key.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy",
                "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        assertThat(settings.http().tls()).containsKeys("ssl.truststore.location", "ssl.truststore.password");
        assertThat(settings.http().proxy()).contains(new HttpSettings.Proxy("p", 3128, "", ""));
        assertThat(settings.caching().latestTtl()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(settings.keySubject()).isEqualTo(SubjectStrategy.RECORD);
        assertThat(settings.valueSubject()).isEqualTo(SubjectStrategy.TOPIC_RECORD);
        assertThat(confluent("latest.cache.ttl.sec", "5").caching().latestTtl()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void saysWhichTwoClash() {
        assertThatThrownBy(() -> confluent("use.latest.version", "true", "auto.register.schemas", "true"))
                .isInstanceOf(WharfException.class)
                .hasMessage("use.latest.version and auto.register.schemas both say which schema is written with;"
                        + " turn one of them off");
        assertThatThrownBy(() -> confluent("use.schema.id", "1", "use.latest.version", "true"))
                .hasMessageContaining("use.schema.id and use.latest.version both say");
        assertThatThrownBy(() -> confluent("registry.writer", "latest", "auto.register.schemas", "true"))
                .hasMessageContaining("registry.writer and auto.register.schemas both say");
        assertThatThrownBy(() -> confluent("registry.url", "http://other"))
                .hasMessageContaining("registry.url")
                .hasMessageContaining(URL)
                .hasMessageContaining("say the same thing");
        assertThatThrownBy(() -> confluent("bearer.auth.token", "t0k3n", "basic.auth.user.info", "k:s3cr3t"))
                .hasMessageContaining("bearer.auth.token does not go with registry.auth = basic")
                .message()
                .doesNotContain("s3cr3t", "t0k3n");
        assertThatThrownBy(() -> confluent("use.latest.version", "true", "normalize.schemas", "true"))
                .hasMessageContaining("normalize.schemas is of no use");
    }

    @Test
    void refusesWhatItCannotDoAndSaysWhy() {
        assertThatThrownBy(() -> confluent("basic.auth.credentials.source", "SASL_INHERIT"))
                .hasMessageContaining("SASL_INHERIT is not supported: the registry would get the password");
        assertThatThrownBy(() -> confluent("bearer.auth.credentials.source", "CUSTOM"))
                .hasMessageContaining("CUSTOM is not supported");
        assertThatThrownBy(() -> confluent("basic.auth.credentials.source", "USER_INFO"))
                .hasMessageContaining("basic.auth.user.info is missing");
        assertThatThrownBy(() -> confluent("basic.auth.user.info", "s3cr3t"))
                .hasMessageContaining("basic.auth.user.info is not NAME:PASSWORD")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndTheNearestName() {
        assertThatThrownBy(() -> RegistrySettings.of(Map.of(
                        "schema.registry.ulr", "http://a",
                        "registry.cache.sise", "1",
                        "auto.register.schema", "true",
                        "registry.latest.ttl.ms", "-5",
                        "registry.subject.key", "record_topic")))
                .hasMessageContaining(
                        "schema.registry.ulr is no setting of a registry; did you mean schema.registry.url?")
                .hasMessageContaining(
                        "registry.cache.sise is no setting of a registry; did you mean registry.cache.size?")
                .hasMessageContaining(
                        "auto.register.schema is no setting of a registry; did you mean auto.register.schemas?")
                .hasMessageContaining("registry.latest.ttl.ms = -5")
                .hasMessageContaining("registry.subject.key: there is no strategy of subjects record_topic")
                .hasMessageContaining("registry.url is missing");
    }

    @Test
    void knowsItsKeysAmongOthers() {
        assertThat(RegistrySettings.isKey("registry.url")).isTrue();
        assertThat(RegistrySettings.isKey("schema.registry.ssl.key.location")).isTrue();
        assertThat(RegistrySettings.isKey("schema.registry.bearer.auth.token")).isTrue();
        assertThat(RegistrySettings.isKey("auto.register.schemas")).isTrue();
        assertThat(RegistrySettings.isKey("bootstrap.servers")).isFalse();
        assertThat(RegistrySettings.isKey("ssl.key.location")).isFalse();
        assertThat(RegistrySettings.keys())
                .contains("registry.deadline.ms", "registry.ssl.ca.location", "use.schema.id");
    }
}
