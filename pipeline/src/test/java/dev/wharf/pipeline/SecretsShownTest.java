package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passwords stay where they are: a canary is planted, and must not sing. */
final class SecretsShownTest {
    private static final String CANARY = "c4n4ry";

    private static String file(String client) {
        return Trial.HEAD + """
            [global.variables]
            word = "c4n4ry"
            [[stages]]
            id = "in"
            function = "kafka"
            [stages.config]
            topic = "a"
            group_id = "g"
            username = "u"
            password = "{{word}}"
            [stages.config.client]
            "security.protocol" = "SASL_SSL"
            "ssl.key.password" = "c4n4ry"
            "ssl.truststore.password" = "c4n4ry"
            CLIENT
            [[stages]]
            id = "out"
            function = "kafka"
            inputs = ["in"]
            config = { topic = "b", username = "u", password = "c4n4ry", client = { "security.protocol" = "SASL_SSL" } }
            """.replace("CLIENT", client);
    }

    @Test
    void noTextFormOfAPlanShowsThem() {
        Plan plan = Trial.load(file(""));
        assertThat(plan.toString()).doesNotContain(CANARY);
        for (Node node : plan.nodes()) {
            assertThat(node.toString()).doesNotContain(CANARY);
            assertThat(node.stage().toString()).doesNotContain(CANARY);
            assertThat(node.stage().summary()).doesNotContain(CANARY);
        }
        assertThat(PlanFacts.topics(plan).toString()).doesNotContain(CANARY).contains("ssl.key.password");
    }

    @Test
    void noProblemShowsThem() {
        List<String> clients = List.of(
                "\"sasl.jaas.config\" = \"com.sun.security.auth.module.JndiLoginModule required"
                        + " password=\\\"c4n4ry\\\";\"",
                "\"sasl.jaas.config\" = \"c4n4ry\"",
                "\"sasl.jaas.config\" = \"c4n4ry required;\"",
                "\"sasl.jaas.config\" = \"password=c4n4ry\"",
                "\"ssl.keystore.password\" = [\"c4n4ry\"]\n\"nosuch.password\" = \"c4n4ry\"",
                "\"ssl.keystore.password\" = c4n4ry");
        for (String client : clients) {
            assertThat(Trial.problems(file(client)))
                    .as(client)
                    .allSatisfy(problem -> assertThat(problem).doesNotContain(CANARY));
        }
        assertThat(Trial.problems(file(clients.get(0)))).anyMatch(problem -> problem.contains("names a login module"));
    }

    @Test
    void aPasswordOfTheWrongTypeIsNotShown() {
        assertThat(Trial.problems(file("").replace("password = \"{{word}}\"", "password = [\"c4n4ry\"]")))
                .containsExactly("p.toml:12:1: stage in: password must be a string");
    }
}
