package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Modes and configurations: who overrides whom, and what is refused. */
final class RegistryModesTest extends RegistryRig {
    private static final String A = Asking.record("R", "a");
    private static final String AB = Asking.record("R", "a", "b=");

    private void mode(String subject, String mode) {
        assertThat(ask.put("/mode" + subject, "{\"mode\":\"" + mode + "\"}").text())
                .isEqualTo("{\"mode\":\"" + mode + "\"}");
    }

    private Asking.Answer imported(String subject, int id, int version, String schema) {
        return ask.post(
                "/subjects/" + subject + "/versions",
                Asking.object(schema).put("id", id).put("version", version).toString());
    }

    @Test
    void readOnlyRefusesEveryChange() {
        ask.register("s", A);
        mode("", "READONLY");

        assertThat(ask.register("s", AB).failure()).isEqualTo("422/42205");
        assertThat(ask.delete("/subjects/s").failure()).isEqualTo("422/42205");
        assertThat(ask.delete("/subjects/s/versions/1").failure()).isEqualTo("422/42205");
        assertThat(ask.put("/config/s", "{\"compatibility\":\"NONE\"}").failure())
                .isEqualTo("422/42205");
        assertThat(ask.get("/subjects/s/versions").text()).isEqualTo("[1]");

        mode("/s", "READWRITE");
        assertThat(ask.register("s", AB).status()).isEqualTo(200);
    }

    @Test
    void readOnlyOverrideHoldsForEverySubject() {
        mode("/s", "READWRITE");
        mode("", "READONLY_OVERRIDE");

        assertThat(ask.register("s", A).failure()).isEqualTo("422/42205");
        assertThat(ask.delete("/mode").text()).isEqualTo("{\"mode\":\"READONLY_OVERRIDE\"}");
        assertThat(ask.register("s", A).status()).isEqualTo(200);
    }

    @Test
    void modesThatAreNotThere() {
        assertThat(ask.get("/mode").text()).isEqualTo("{\"mode\":\"READWRITE\"}");
        assertThat(ask.get("/mode/s").failure()).isEqualTo("404/40409");
        assertThat(ask.get("/mode/s?defaultToGlobal=true").text()).isEqualTo("{\"mode\":\"READWRITE\"}");
        assertThat(ask.put("/mode", "{\"mode\":\"SOMETIMES\"}").failure()).isEqualTo("422/42204");
        assertThat(ask.delete("/mode/s").failure()).isEqualTo("404/40401");
    }

    @Test
    void importTakesIdsAndVersionsAsTheyCome() {
        mode("/s", "IMPORT");

        assertThat(imported("s", 70, 3, A).json().path("id").asInt()).isEqualTo(70);
        assertThat(imported("s", 70, 3, A).status()).as("once more").isEqualTo(200);
        assertThat(imported("s", 71, 2, Asking.record("Other", "x")).status())
                .as("not compatible")
                .isEqualTo(200);
        assertThat(ask.get("/subjects/s/versions").text()).isEqualTo("[2,3]");
        assertThat(imported("s", 70, 4, AB).failure()).as("the id of another").isEqualTo("422/42205");
        assertThat(imported("s", 72, 3, AB).failure())
                .as("the version of another")
                .isEqualTo("422/42205");
        assertThat(ask.register("s", AB).failure()).as("without an id").isEqualTo("422/42205");

        mode("/s", "READWRITE");
        ask.put("/config/s", "{\"compatibility\":\"NONE\"}");
        assertThat(ask.register("s", AB).json().path("id").asInt())
                .as("above all others")
                .isEqualTo(72);
    }

    @Test
    void idsAreTakenByImportAlone() {
        assertThat(imported("s", 70, 1, A).failure()).isEqualTo("422/42205");
        ask.register("s", A);
        assertThat(ask.put("/mode", "{\"mode\":\"IMPORT\"}").failure()).isEqualTo("422/42205");
        assertThat(ask.put("/mode?force=true", "{\"mode\":\"IMPORT\"}").status())
                .isEqualTo(200);
    }

    @Test
    void theNumberOfAVersionIsTakenIfItIsTheNextOne() {
        String second = Asking.object(AB).put("version", 2).toString();
        assertThat(ask.post("/subjects/s/versions", second).failure()).isEqualTo("422/42201");
        ask.register("s", A);
        assertThat(ask.post("/subjects/s/versions", second)
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aSubjectWithoutALevelOfItsOwnHasThatOfItsContextAndThenTheGlobalOne() {
        assertThat(ask.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(ask.get("/config/s").failure()).isEqualTo("404/40408");
        ask.put("/config", "{\"compatibility\":\"FULL\"}");
        ask.put("/config/:.left:", "{\"compatibility\":\"FORWARD\"}");
        ask.put("/config/:.left:t", "{\"normalize\":true}");

        assertThat(ask.get("/config/s?defaultToGlobal=true").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(ask.get("/config/:.left:s?defaultToGlobal=true").text())
                .isEqualTo("{\"compatibilityLevel\":\"FORWARD\"}");
        assertThat(ask.get("/config/:.left:t?defaultToGlobal=true").text())
                .isEqualTo("{\"compatibilityLevel\":\"FORWARD\",\"normalize\":true}");
        assertThat(ask.delete("/config").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(ask.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void aConfigurationSaysWhatIsNotOffered() {
        assertThat(ask.put("/config/s", "{\"compatibility\":\"NONE\",\"alias\":\"t\"}")
                        .failure())
                .isEqualTo("422/422");
        assertThat(ask.put("/config/s", "{}").failure()).isEqualTo("422/42203");
        assertThat(ask.put("/config/s", "{\"compatibility\":\"SIDEWAYS\"}").failure())
                .isEqualTo("422/42203");
    }

    @Test
    void aSubjectThatIsDeletedTakesItsConfigurationWithIt() {
        ask.register("s", A);
        ask.put("/config/s", "{\"compatibility\":\"NONE\"}");
        ask.delete("/subjects/s");

        assertThat(ask.get("/config/s").failure()).isEqualTo("404/40408");
    }
}
