package dev.wharf.client;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * The {@code sasl.jaas.config} text: written for users who give name and password, checked for those who bring their
 * own. A login module is code that runs with whatever options the text gives it (CVE-2023-25194), so only known ones
 * are let in.
 */
public final class JaasText {
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    /** The modules that are let in, and the mechanisms that each serves. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            PLAIN,
            Set.of("PLAIN"),
            SCRAM,
            Set.of("SCRAM-SHA-256", "SCRAM-SHA-512"),
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
            Set.of("OAUTHBEARER"),
            "com.sun.security.auth.module.Krb5LoginModule",
            Set.of("GSSAPI"),
            "software.amazon.msk.auth.iam.IAMLoginModule",
            Set.of("AWS_MSK_IAM"));

    /** Anything else in a module's place may be a password, and is not shown. */
    private static final Pattern CLASS_NAME = Pattern.compile("(?:[A-Za-z_]\\w*\\.)+[A-Za-z_]\\w*");

    private JaasText() {}

    /**
     * The text for a user name and password.
     *
     * @param mechanism PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512
     */
    public static String of(String mechanism, String username, String password) {
        mechanismProblem(mechanism).ifPresent(text -> {
            throw new WharfException(ErrorCode.CONFIGURATION, text);
        });
        String module = mechanism.equals("PLAIN") ? PLAIN : SCRAM;
        return module + " required username=" + quoted(username) + " password=" + quoted(password) + ";";
    }

    /** What is wrong with logging in by name and password under this mechanism; empty if nothing is. */
    public static Optional<String> mechanismProblem(String mechanism) {
        boolean served = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512").contains(mechanism);
        return served
                ? Optional.empty()
                : Optional.of("username and password do not go with sasl.mechanism = " + mechanism
                        + "; use PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, or write sasl.jaas.config");
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return "\"" + escaped + "\"";
    }

    /** What is wrong with a text that a configuration brings; never shows its options, which hold secrets. */
    static Optional<String> problem(String text) {
        if (Secrets.isReference(text) && text.strip().startsWith("${")) {
            return Optional.empty();
        }
        try {
            return modules(text).stream()
                    .filter(module -> !ALLOWED.containsKey(module))
                    .findFirst()
                    .map(module -> notAllowed(
                            CLASS_NAME.matcher(module).matches() ? "the login module " + module : "a login module"));
        } catch (KafkaException | IllegalArgumentException | SecurityException e) {
            // Kafka refuses some modules by itself, in the same way as it refuses what it cannot read.
            boolean refused = String.valueOf(e.getMessage()).contains(" is not allowed");
            return Optional.of(
                    refused
                            ? notAllowed("a login module")
                            : "sasl.jaas.config is not of the form MODULE required KEY=\"VALUE\" ... ;");
        }
    }

    /**
     * What is wrong with a text and a mechanism that are each right by themselves: Kafka would log in in another way
     * than the text is for, and fail in words that speak of neither.
     */
    static Optional<String> conflict(String text, String mechanism) {
        if (Secrets.isReference(mechanism)
                || text.strip().startsWith("${")
                || problem(text).isPresent()) {
            return Optional.empty();
        }
        return modules(text).stream()
                .filter(module -> !ALLOWED.getOrDefault(module, Set.of()).contains(mechanism))
                .findFirst()
                .map(module -> "sasl.jaas.config names " + module + ", which does not go with sasl.mechanism = "
                        + mechanism + "; use sasl.mechanism = "
                        + String.join(
                                " or ",
                                ALLOWED.getOrDefault(module, Set.of()).stream()
                                        .sorted()
                                        .toList()));
    }

    private static String notAllowed(String what) {
        return "sasl.jaas.config names " + what + " that is not allowed; use one of "
                + String.join(", ", ALLOWED.keySet().stream().sorted().toList());
    }

    /** Kafka's own reading of the text, so that there is no difference to hide in. */
    private static List<String> modules(String text) {
        return JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(text)))
                .configurationEntries()
                .stream()
                .map(AppConfigurationEntry::getLoginModuleName)
                .toList();
    }
}
