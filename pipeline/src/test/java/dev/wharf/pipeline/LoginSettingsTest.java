package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Logins that cannot come about are found in the file, before anything asks a broker. */
final class LoginSettingsTest {
    private static String file(String config, String client) {
        return Trial.HEAD + """
            [[stages]]
            id = "in"
            function = "kafka"
            [stages.config]
            topic = "a"
            group_id = "g"
            CONFIG
            [stages.config.client]
            "security.protocol" = "SASL_SSL"
            CLIENT
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """.replace("CONFIG", config).replace("CLIENT", client);
    }

    @Test
    void namesTheMechanismsThatNameAndPasswordServe() {
        String login = "username = \"u\"\npassword = \"c4n4ry\"";
        assertThat(Trial.problems(file(login, "\"sasl.mechanism\" = \"GSSAPI\"")))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("username and password do not go with sasl.mechanism = GSSAPI")
                        .contains("PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"));
        assertThat(Trial.problems(file(login, ""))).isEmpty();
        assertThat(Trial.problems(file(login, "\"sasl.mechanism\" = \"${env:MECHANISM}\"")))
                .isEmpty();
    }

    @Test
    void namesTheMechanismOfTheLoginModule() {
        String module = "\"sasl.jaas.config\" ="
                + " \"org.apache.kafka.common.security.plain.PlainLoginModule required password=\\\"c4n4ry\\\";\"";
        assertThat(Trial.problems(file("", module)))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("does not go with sasl.mechanism = GSSAPI; use sasl.mechanism = PLAIN")
                        .doesNotContain("c4n4ry"));
    }
}
