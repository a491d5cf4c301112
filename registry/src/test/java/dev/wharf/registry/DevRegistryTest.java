package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the development registry does beyond the contract that it shares with others. */
final class DevRegistryTest extends RegistryRig {
    private static final String A = Asking.record("R", "a");
    private static final String A_IN_OTHER_WORDS =
            "{ \"name\": \"R\", \"type\": \"record\", \"fields\": [ {\"type\": \"int\", \"name\": \"a\"} ] }";
    private static final String AB = Asking.record("R", "a", "b=");

    private int id(String subject, String schema) {
        return ask.register(subject, schema).id();
    }

    @Test
    void aSchemaHasTheSameGuidEverywhere() {
        JsonNode first = ask.register("s", A).json();
        String guid = first.path("guid").asText();

        assertThat(UUID.fromString(guid).version()).isEqualTo(8);
        assertThat(ask.register("t", A_IN_OTHER_WORDS).json().path("guid").asText())
                .isEqualTo(guid);
        assertThat(ask.register(":.other:s", A).json().path("guid").asText()).isEqualTo(guid);
        assertThat(ask.register("s", AB).json().path("guid").asText()).isNotEqualTo(guid);
        assertThat(ask.get("/schemas/guids/" + guid).json().path("schema").asText())
                .isEqualTo(A);
        assertThat(ask.get("/schemas/guids/" + guid + "/ids").text())
                .isEqualTo("[{\"context\":\".\",\"id\":1},{\"context\":\".other\",\"id\":1}]");
        assertThat(ask.get("/schemas/guids/" + new UUID(1, 1)).failure()).isEqualTo("404/40403");
        assertThat(ask.get("/schemas/guids/none").failure()).isEqualTo("404/40403");
    }

    /** With rules by which documentation is a part of the form of a schema, and not of its meaning. */
    @Test
    void whatMeansTheSameIsTheSameWhereThatIsAskedFor() {
        String documented = Asking.body(A.replace("\"fields\"", "\"doc\":\"x\",\"fields\""));
        DevRegistrySettings settings = DevRegistrySettings.inMemory().withRules(TestRules.all());
        try (DevRegistry own = DevRegistry.start(settings);
                Asking asking = new Asking(own.url())) {
            asking.register("s", A);

            assertThat(asking.post("/subjects/s", documented).failure()).isEqualTo("404/40403");
            assertThat(asking.post("/subjects/s?normalize=true", documented).id())
                    .isEqualTo(1);
            assertThat(asking.post("/subjects/t/versions?normalize=true", documented)
                            .id())
                    .isEqualTo(1);
            asking.put("/config/s", "{\"normalize\": true}");
            assertThat(asking.post("/subjects/s/versions", documented).id()).isEqualTo(1);
            assertThat(asking.post("/subjects/u/versions", documented).id()).isEqualTo(2);
        }
    }

    @Test
    void eachContextHasIdsOfItsOwn() {
        assertThat(id(":.left:s", A)).isEqualTo(1);
        assertThat(id(":.right:s", AB)).isEqualTo(1);
        assertThat(id("s", Asking.record("Other"))).isEqualTo(1);

        assertThat(ask.get("/contexts").text()).isEqualTo("[\".\",\".left\",\".right\"]");
        assertThat(ask.get("/schemas/ids/1?subject=:.left:")
                        .json()
                        .path("schema")
                        .asText())
                .isEqualTo(A);
        assertThat(ask.get("/schemas/ids/1?subject=:.right:s")
                        .json()
                        .path("schema")
                        .asText())
                .isEqualTo(AB);
        assertThat(ask.get("/subjects").text()).isEqualTo("[\"s\",\":.left:s\",\":.right:s\"]");
        assertThat(ask.get("/subjects?subjectPrefix=").text()).isEqualTo("[\"s\"]");
        assertThat(ask.get("/subjects?subjectPrefix=:.left:").text()).isEqualTo("[\":.left:s\"]");
        assertThat(ask.get("/subjects?subjectPrefix=:*:x").text()).isEqualTo("[]");
    }

    @Test
    void aPathMayNameTheContext() {
        ask.register(":.left:s", A);

        assertThat(ask.get("/contexts/.left/subjects").text()).isEqualTo("[\":.left:s\"]");
        assertThat(ask.get("/contexts/left/subjects/s/versions").text()).isEqualTo("[1]");
        assertThat(ask.get("/contexts/:.left:/schemas/ids/1")
                        .json()
                        .path("schema")
                        .asText())
                .isEqualTo(A);
    }

    @Test
    void aSubjectSaysInWhichContextAnIdIsMeant() {
        ask.register("s", A);
        ask.register(":.left:t", AB);

        assertThat(ask.get("/schemas/ids/1?subject=t").json().path("schema").asText())
                .isEqualTo(AB);
        assertThat(ask.get("/schemas/ids/1?subject=unknown")
                        .json()
                        .path("schema")
                        .asText())
                .isEqualTo(A);
        assertThat(ask.get("/schemas/ids/1/versions?subject=t").text())
                .isEqualTo("[{\"subject\":\":.left:t\",\"version\":1}]");
    }

    @Test
    void metadataAndRulesAreKeptAndNotCarriedOut() {
        String rules =
                "{\"domainRules\":[{\"name\":\"r\",\"kind\":\"CONDITION\",\"type\":\"CEL\",\"expr\":\"false\"}]}";
        String body = "{\"schema\": \"\\\"int\\\"\", \"metadata\": {\"properties\": {\"major\": \"%d\"}}, \"ruleSet\": "
                + rules + "}";
        int first = ask.post("/subjects/s/versions", body.formatted(1))
                .json()
                .path("id")
                .asInt();
        int second = ask.post("/subjects/s/versions", body.formatted(2))
                .json()
                .path("id")
                .asInt();

        JsonNode kept = ask.get("/subjects/s/versions/1").json();
        assertThat(kept.path("ruleSet").toString()).isEqualTo(rules);
        assertThat(kept.path("metadata").path("properties").path("major").asText())
                .isEqualTo("1");
        assertThat(second).isNotEqualTo(first);
        assertThat(ask.get("/subjects/s/metadata?key=major&value=1")
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(ask.get("/subjects/s/metadata?key=major&value=3").failure()).isEqualTo("404/40403");
    }

    @Test
    void listsComeInPieces() {
        for (String each : new String[] {"a", "b", "c", "d"}) {
            ask.register(each, A);
        }
        assertThat(ask.get("/subjects?offset=1&limit=2").text()).isEqualTo("[\"b\",\"c\"]");
        assertThat(ask.get("/subjects?offset=3&limit=-1").text()).isEqualTo("[\"d\"]");
        assertThat(ask.get("/schemas?latestOnly=true&subjectPrefix=b").json()).hasSize(1);
        assertThat(ask.get("/subjects?offset=x").status()).isEqualTo(404);
    }

    @Test
    void theHighestIdIsToldWhereItIsAskedFor() {
        id("s", A);
        id("s", AB);

        assertThat(ask.get("/schemas/ids/1?fetchMaxId=true")
                        .json()
                        .path("maxId")
                        .asInt())
                .isEqualTo(2);
        assertThat(ask.get("/schemas/ids/1").json().has("maxId")).isFalse();
    }

    @Test
    void anIdIsNeverGivenTwice() {
        id("s", A);
        int second = id("s", AB);
        ask.delete("/subjects/s/versions/2");
        ask.delete("/subjects/s/versions/2?permanent=true");

        assertThat(ask.get("/schemas/ids/" + second).failure()).isEqualTo("404/40403");
        assertThat(id("s", AB)).isEqualTo(second + 1);
    }

    @Test
    void aSoftDeletedSchemaComesBackWithItsIdAndANewVersion() {
        int first = id("s", A);
        ask.delete("/subjects/s");

        JsonNode again = ask.register("s", A).json();
        assertThat(again.path("id").asInt()).isEqualTo(first);
        assertThat(again.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void anotherFormOfASchemaIsRefusedInWords() {
        ask.post(
                "/subjects/p/versions",
                Asking.object("syntax = \"proto3\";")
                        .put("schemaType", "PROTOBUF")
                        .toString());

        Asking.Answer answer = ask.get("/schemas/ids/1?format=serialized");
        assertThat(answer.failure()).isEqualTo("422/422");
        assertThat(answer.json().path("message").asText())
                .contains("format=serialized")
                .contains("as they were sent");
    }

    @Test
    void verboseVerdictsSayWhatIsInTheWay() {
        ask.register("s", A);
        String newField = Asking.body(Asking.record("R", "a", "c"));

        assertThat(ask.post("/compatibility/subjects/s/versions/latest", newField)
                        .text())
                .isEqualTo("{\"is_compatible\":false}");
        assertThat(ask.post("/compatibility/subjects/s/versions/latest?verbose=true", newField)
                        .json()
                        .path("messages")
                        .toString())
                .contains("cannot read version 1")
                .contains("BACKWARD");
        assertThat(ask.post("/compatibility/subjects/s/versions?verbose=true", Asking.body(AB))
                        .text())
                .isEqualTo("{\"is_compatible\":true,\"messages\":[]}");
    }

    @Test
    void anotherTypeIsNeverCompatible() {
        ask.register("s", A);

        Asking.Answer refused = ask.post(
                "/subjects/s/versions",
                Asking.object("{}").put("schemaType", "JSON").toString());
        assertThat(refused.failure()).isEqualTo("409/409");
        assertThat(refused.json().path("message").asText()).contains("of type AVRO");
    }
}
