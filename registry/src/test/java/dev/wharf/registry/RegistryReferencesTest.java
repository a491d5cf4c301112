package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Schemas that refer to others. */
final class RegistryReferencesTest extends RegistryRig {
    private static final String BASE = Asking.record("Base", "x");

    private static String user(String subject, int version) {
        String text = "{\"type\":\"record\",\"name\":\"User\",\"fields\":[{\"name\":\"b\",\"type\":\"Base\"}]}";
        var body = Asking.object(text);
        body.putArray("references")
                .addObject()
                .put("name", "Base")
                .put("subject", subject)
                .put("version", version);
        return body.toString();
    }

    @Test
    void areReadWithWhatTheyReferTo() {
        ask.register("base", BASE);
        Asking.Answer registered = ask.post("/subjects/user/versions", user("base", 1));

        assertThat(registered.status()).isEqualTo(200);
        assertThat(ask.get("/subjects/base/versions/1/referencedby").text()).isEqualTo("[2]");
        assertThat(ask.get("/subjects/user/versions/1")
                        .json()
                        .path("references")
                        .toString())
                .isEqualTo("[{\"name\":\"Base\",\"subject\":\"base\",\"version\":1}]");
        assertThat(ask.post("/subjects/user", user("base", 1))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void nameTheLastVersionByMinusOne() {
        ask.register("base", BASE);
        ask.register("base", Asking.record("Base", "x", "y="));
        ask.post("/subjects/user/versions", user("base", -1));

        assertThat(ask.get("/subjects/user/versions/1")
                        .json()
                        .at("/references/0/version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void areRefusedWithoutWhatTheyReferTo() {
        ask.register("base", BASE);

        Asking.Answer refused = ask.post("/subjects/user/versions", user("base", 7));
        assertThat(refused.failure()).isEqualTo("422/42201");
        assertThat(refused.json().path("message").asText())
                .contains("version 7")
                .contains("base");
        ask.delete("/subjects/base");
        assertThat(ask.post("/subjects/user/versions", user("base", 1)).failure())
                .isEqualTo("422/42201");
    }

    @Test
    void keepWhatTheyReferTo() {
        ask.register("base", BASE);
        ask.post("/subjects/user/versions", user("base", 1));

        assertThat(ask.delete("/subjects/base").failure()).isEqualTo("422/42206");
        assertThat(ask.delete("/subjects/base/versions/1").failure()).isEqualTo("422/42206");
        ask.delete("/subjects/user");
        assertThat(ask.delete("/subjects/base").text()).isEqualTo("[1]");
        assertThat(ask.delete("/subjects/base?permanent=true").failure())
                .as("what is hidden can still be read")
                .isEqualTo("422/42206");
        ask.delete("/subjects/user?permanent=true");
        assertThat(ask.delete("/subjects/base?permanent=true").text()).isEqualTo("[1]");
    }

    @Test
    void meanASubjectOfTheirOwnContext() {
        ask.register(":.left:base", BASE);

        assertThat(ask.post("/subjects/user/versions", user("base", 1)).failure())
                .isEqualTo("422/42201");
        assertThat(ask.post("/subjects/:.left:user/versions", user("base", 1)).status())
                .isEqualTo(200);
        assertThat(ask.post("/subjects/user/versions", user(":.left:base", 1)).status())
                .isEqualTo(200);
        assertThat(ask.delete("/subjects/:.left:base").failure()).isEqualTo("422/42206");
    }
}
