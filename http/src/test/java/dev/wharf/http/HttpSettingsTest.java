package dev.wharf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may be set, and what is said of what may not. */
final class HttpSettingsTest {

    @Test
    void hasDefaultsForAllButTheUrl() {
        assertThat(HttpSettings.of(Map.of("url", " http://a:1/base/ , https://b ")))
                .isEqualTo(HttpSettings.of(URI.create("http://a:1/base"), URI.create("https://b")));
    }

    @Test
    void readsEverySetting() {
        HttpSettings settings = HttpSettings.of(Map.ofEntries(
                Map.entry("url", "https://a"),
                Map.entry("connect.timeout.ms", "1"),
                Map.entry("response.timeout.ms", "2"),
                Map.entry("deadline.ms", "3"),
                Map.entry("max.answer.bytes", "4096"),
                Map.entry("connections", "5"),
                Map.entry("retry.attempts", "6"),
                Map.entry("retry.backoff.ms", "7"),
                Map.entry("retry.backoff.max.ms", "8"),
                Map.entry("auth", "oauth"),
                Map.entry("auth.oauth.token.url", "https://t/x"),
                Map.entry("auth.oauth.client.id", "me"),
                Map.entry("auth.oauth.client.secret", "s3cr3t"),
                Map.entry("auth.oauth.scope", "a b"),
                Map.entry("header.target-sr-cluster", "lsrc-1"),
                Map.entry("proxy", "p:3128"),
                Map.entry("ssl.ca.location", "/ca.pem")));

        assertThat(settings.limits())
                .isEqualTo(new HttpSettings.Limits(
                        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), 4_096, 5));
        assertThat(settings.retries().attempts()).isEqualTo(6);
        assertThat(settings.retries().backoff().max()).isEqualTo(Duration.ofMillis(8));
        assertThat(settings.authentication())
                .isEqualTo(new Authentication.OAuth(URI.create("https://t/x"), "me", "s3cr3t", "a b"));
        assertThat(settings.headers()).containsExactly(Map.entry("target-sr-cluster", "lsrc-1"));
        assertThat(settings.proxy()).contains(new HttpSettings.Proxy("p", 3128, "", ""));
        assertThat(settings.tls()).containsExactly(Map.entry("ssl.ca.location", "/ca.pem"));
        assertThat(settings.toString()).doesNotContain("s3cr3t").contains("oauth of t", "target-sr-cluster");
    }

    @Test
    void tellsTheLoginByWhatIsThere() {
        assertThat(HttpSettings.of(Map.of("url", "http://a", "auth.token", "x")).authentication())
                .isEqualTo(new Authentication.Bearer("x"));
        assertThat(HttpSettings.of(Map.of("url", "http://a", "auth.username", " n ", "auth.password", " p "))
                        .authentication())
                .isEqualTo(new Authentication.Basic("n", " p "));
    }

    @Test
    void takesTheLoginOutOfTheUrl() {
        HttpSettings settings = HttpSettings.of(Map.of("url", "http://me:s3cr3t@a:1/b,http://me:s3cr3t@c"));
        assertThat(settings.urls()).containsExactly(URI.create("http://a:1/b"), URI.create("http://c"));
        assertThat(settings.authentication()).isEqualTo(new Authentication.Basic("me", "s3cr3t"));
        assertThat(settings.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> HttpSettings.of(Map.of(
                        "url", "ftp://me:s3cr3t@a",
                        "deadline.ms", "soon",
                        "conections", "3",
                        "auth.token", "t0k3n",
                        "auth.password", "s3cr3t",
                        "header.a b", "x",
                        "ssl.key.location", "/k",
                        "proxy", "nowhere")))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("url is no URL of http or https")
                .hasMessageContaining("deadline.ms = soon is not a whole number from 1 to 3600000")
                .hasMessageContaining("conections is no setting; did you mean connections?")
                .hasMessageContaining("auth.password does not go with auth = bearer")
                .hasMessageContaining("header.a b is no name for a header")
                .hasMessageContaining("ssl.certificate.location and ssl.key.location belong together")
                .hasMessageContaining("proxy is not HOST:PORT")
                .message()
                .doesNotContain("s3cr3t", "t0k3n");
    }

    @Test
    void saysWhatALoginLacks() {
        assertThatThrownBy(() -> HttpSettings.of(Map.of("url", "http://a", "auth.oauth.client.id", "me")))
                .hasMessageContaining("auth.oauth.token.url is missing")
                .hasMessageContaining("auth.oauth.client.secret is missing");
        assertThatThrownBy(() -> HttpSettings.of(Map.of("url", "http://a", "auth", "magic")))
                .hasMessageContaining("auth = magic is none of none, basic, bearer, oauth");
        assertThatThrownBy(() -> HttpSettings.of(Map.of())).hasMessageContaining("url is missing");
    }
}
