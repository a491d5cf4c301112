package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JAAS texts, judged by Kafka's own reading of them. */
final class JaasTextTest {
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String JNDI = "com.sun.security.auth.module.JndiLoginModule";

    private static AppConfigurationEntry read(String text) {
        List<AppConfigurationEntry> entries = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password(text)))
                .configurationEntries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static void assertReadBack(String username, String password) {
        AppConfigurationEntry entry = read(JaasText.of("PLAIN", username, password));
        assertThat(entry.getLoginModuleName()).isEqualTo(PLAIN);
        assertThat(entry.getOptions()).hasSize(2);
        assertThat(entry.getOptions().get("username")).isEqualTo(username);
        assertThat(entry.getOptions().get("password")).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple",
                "",
                "with space ",
                "qu\"ote",
                "back\\slash",
                "\\\"",
                "\\",
                "\\n",
                "a\nb",
                "a\r\nb",
                "tab\t",
                "'; " + JNDI + " required x=\"",
                "\"; " + JNDI + " required x=\"",
                "// no comment",
                "/* nor this */",
                "# nor this",
                "${env:X}",
                "\\101",
                "ünïcödé 漢字 😀"
            })
    void kafkaReadsNameAndPasswordBack(String text) {
        assertReadBack(text, "p");
        assertReadBack("u", text);
    }

    @Test
    void kafkaReadsRandomPasswordsBack() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        String letters = "ab\\\"'\n\r\t ;=#/*{}$0123é";
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, letters.length()).forEach(at -> text.append(letters.charAt(at)));
            try {
                assertReadBack(text.toString(), text.reverse().toString());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void takesTheModuleOfTheMechanism() {
        assertThat(JaasText.of("SCRAM-SHA-512", "u", "p"))
                .startsWith("org.apache.kafka.common.security.scram.ScramLoginModule required ");
        assertThatThrownBy(() -> JaasText.of("GSSAPI", "u", "c4n4ry"))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("sasl.mechanism = GSSAPI; use PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, or write")
                .message()
                .doesNotContain("c4n4ry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN + " required username=\"u\" password=\"p\";",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true;",
                "software.amazon.msk.auth.iam.IAMLoginModule required;",
                "  " + PLAIN + "\n  required\n username = \"u\" ;  ",
                "/* a comment */ " + PLAIN + " required; // the end",
                "\"" + PLAIN + "\" required;"
            })
    void takesTheKnownModules(String text) {
        assertThat(JaasText.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JNDI + " required;",
                "com.sun.security.auth.module.LdapLoginModule required;",
                "com.sun.security.auth.module.UnixLoginModule required;",
                "evil.Module required;",
                "\"" + JNDI + "\" required;",
                "'" + JNDI + "' required;",
                PLAIN + " required; " + JNDI + " required;",
                PLAIN + " required;" + "evil.Module optional;",
                "/* " + PLAIN + " required; */ " + JNDI + " required;",
                "// " + PLAIN + "\n" + JNDI + " required;",
                "\t" + JNDI + "\n\n  required\n;",
                "KafkaClient { " + PLAIN + " required; };",
                PLAIN + "X required;",
                PLAIN + " required",
                PLAIN,
                "",
                "c4n4ry"
            })
    void refusesEverythingElse(String text) {
        assertThat(JaasText.problem(text))
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("sasl.jaas.config ").doesNotContain("c4n4ry"));
    }

    @Test
    void namesTheModuleThatIsNotAllowed() {
        assertThat(JaasText.problem("evil.Module required;"))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("names the login module evil.Module")
                        .contains(PLAIN));
    }

    @Test
    void findsAModuleOfAnotherMechanism() {
        String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required password=\"c4n4ry\";";
        assertThat(JaasText.conflict(scram, "GSSAPI"))
                .contains("sasl.jaas.config names org.apache.kafka.common.security.scram.ScramLoginModule, which does"
                        + " not go with sasl.mechanism = GSSAPI; use sasl.mechanism = SCRAM-SHA-256 or SCRAM-SHA-512");
        assertThat(JaasText.conflict(scram, "SCRAM-SHA-512")).isEmpty();
        assertThat(JaasText.conflict(scram, "${env:MECHANISM}")).isEmpty();
        assertThat(JaasText.conflict("${env:JAAS}", "GSSAPI")).isEmpty();
        assertThat(JaasText.conflict("c4n4ry", "GSSAPI")).isEmpty();
    }
}
