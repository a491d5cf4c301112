package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.endpoint.HttpAddress;
import dev.wharf.endpoint.HttpService.Request;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods, media types and bodies, as HTTP has them. */
final class RegistryHttpTest extends RegistryRig {
    private static final String BODY = Asking.body(Asking.record("R", "a"));

    @Test
    void answersAtTheRoot() {
        assertThat(ask.get("/").text()).isEqualTo("{}");
        assertThat(ask.send(ask.to("/").method("HEAD", BodyPublishers.noBody()).build())
                        .status())
                .isEqualTo(200);
        assertThat(ask.get("/subjects/").text()).isEqualTo("[]");
        assertThat(URI.create(registry.url()).getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void speaksTheMediaTypeThatTheClientTakes() {
        assertThat(ask.get("/subjects").header("Content-Type")).isEqualTo(Media.V1);
        assertThat(ask.send(ask.to("/subjects")
                                .header("Accept", "application/json")
                                .build())
                        .header("Content-Type"))
                .isEqualTo("application/json");
        assertThat(ask.send(ask.to("/subjects")
                                .header("Accept", "text/html, application/vnd.schemaregistry+json;q=0.9")
                                .build())
                        .header("Content-Type"))
                .isEqualTo("application/vnd.schemaregistry+json");
    }

    @Test
    void refusesWhatItDoesNotSpeak() {
        assertThat(ask.send(ask.to("/subjects").header("Accept", "text/html").build())
                        .failure())
                .isEqualTo("406/406");
        assertThat(ask.send(ask.to("/subjects/s/versions")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString(BODY))
                                .build())
                        .failure())
                .isEqualTo("415/415");
    }

    @Test
    void saysWhatThereIsInsteadOfAMethod() {
        assertThat(ask.get("/nothing").failure()).isEqualTo("404/404");
        Asking.Answer refused = ask.put("/subjects", "{}");
        assertThat(refused.failure()).isEqualTo("405/405");
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nojson", "", "[", "{\"schema\":\"\\"})
    void aBodyThatIsNotJsonIsRefused(String body) {
        assertThat(ask.post("/subjects/s/versions", body).failure()).isEqualTo("400/400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "{\"schema\":null}",
                "{\"schema\":\" \"}",
                "{\"schema\":1}",
                "{\"schema\":\"\\\"int\\\"\",\"references\":[{}]}",
                "{\"schema\":\"x\",\"schemaType\":\"XML\"}",
                "{\"schema\":\"wrong\",\"schemaType\":\"JSON\"}"
            })
    void aBodyWithoutARightSchemaIsRefused(String body) {
        assertThat(ask.post("/subjects/s/versions", body).failure()).isEqualTo("422/42201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "2147483648", "99999999999999", "first", "1.0"})
    void whatIsNoVersionIsRefused(String version) {
        ask.post("/subjects/s/versions", BODY);
        assertThat(ask.get("/subjects/s/versions/" + version).failure()).isEqualTo("422/42202");
    }

    @Test
    void aBodyHasALimit() {
        String tooLong = "{\"schema\":\"" + "x".repeat(DevRegistry.MAX_BODY_BYTES) + "\"}";
        assertThat(ask.post("/subjects/s/versions", tooLong).failure()).isEqualTo("413/413");
    }

    @Test
    void aSchemaThatIsNestedTooDeepIsRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(ask.register("s", deep).failure()).isEqualTo("422/42201");
    }

    @Test
    void metadataThatAreNestedTooDeepAreRefused() {
        String deep = "[".repeat(998) + "]".repeat(998);
        String body = "{\"schema\":\"\\\"int\\\"\",\"metadata\":{\"a\":" + deep + "}}";
        assertThat(ask.post("/subjects/s/versions", body).failure()).isEqualTo("422/422");
    }

    @Test
    void namesMayHaveAnyCharacterThatIsPercentEncoded() {
        ask.post("/subjects/a%2Fb%20%C3%A4+c/versions", BODY);

        assertThat(ask.get("/subjects").text()).isEqualTo("[\"a/b ä+c\"]");
        assertThat(ask.get("/subjects/a%2Fb%20%C3%A4+c/versions").text()).isEqualTo("[1]");
        assertThat(ask.post("/subjects/%00/versions", BODY).failure()).isEqualTo("422/42208");
        assertThat(ask.post("/subjects/%20/versions", BODY).failure()).isEqualTo("422/42208");
    }

    @Test
    void pagesInABrowserAreKeptAway() {
        assertThat(ask.send(ask.to("/subjects")
                                .header("Origin", "http://example.com")
                                .build())
                        .failure())
                .isEqualTo("403/403");
        assertThat(ask.send(ask.to("/subjects").header("Origin", registry.url()).build())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNameThatSomebodyElseHasGivenThisMachineIsRefused() {
        Guard guard = Guard.of("127.0.0.1");
        for (String name : new String[] {"localhost:8081", "127.0.0.1", "[::1]:1", "LOCALHOST"}) {
            guard.require(request(name));
        }
        assertThatThrownBy(() -> guard.require(request("attacker.example:8081")))
                .isInstanceOf(Refusal.class);
        Guard.of("0.0.0.0").require(request("registry:8081"));
    }

    private static Request request(String host) {
        return new Request("GET", "/", "", Map.of("host", host), Payload.of(""), true);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        int port = URI.create(registry.url()).getPort();
        assertThatThrownBy(() -> DevRegistry.start(settings().withAddress(HttpAddress.loopback(port))))
                .isInstanceOfSatisfying(WharfException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT);
                    assertThat(e).hasMessageContaining(String.valueOf(port));
                });
    }
}
