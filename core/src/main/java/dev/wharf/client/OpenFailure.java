package dev.wharf.client;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Why a Kafka client could not be made, or is not let in. Kafka says it in the innermost of several exceptions, and
 * OAUTHBEARER and GSSAPI log in at a token server or a KDC before any broker is asked.
 */
public final class OpenFailure {
    private static final String NO_SUCH_HOST = "No resolvable bootstrap urls";
    private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z]\\w*\\.)+(?=[A-Z])");

    private OpenFailure() {}

    /**
     * The error to throw: {@code ENVIRONMENT} for a login that failed.
     *
     * @param otherwise the code for everything else
     */
    public static WharfException of(ClientSettings client, ErrorCode otherwise, KafkaException failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && !(reason instanceof LoginException || reason instanceof TlsFailure)) {
            reason = reason.getCause();
        }
        if (reason instanceof LoginException) {
            return new WharfException(ErrorCode.ENVIRONMENT, login(client, reason), failure);
        }
        if (String.valueOf(reason.getMessage()).startsWith(NO_SUCH_HOST)) {
            return new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "no host of " + client.brokers() + " is known here; correct --brokers, or the name service",
                    failure);
        }
        return new WharfException(
                otherwise, "no client for brokers " + client.brokers() + ": " + textOf(reason), failure);
    }

    /** The error to throw when no broker has shown itself in time. */
    public static WharfException silence(ClientSettings client, Duration waited, Exception failure) {
        // Kafka's client cannot read the JDK's Kerberos errors since Java 16, and tries such a ticket for ever.
        boolean kerberos =
                ClientRules.mayLogIn(client.settings()) && client.mechanism().equals("GSSAPI");
        String text = "no broker answers at " + client.brokers() + " within " + waited.toSeconds() + " s"
                + (kerberos
                        ? ", or the KDC knows no such service there; start it, or correct --brokers or "
                                + SaslConfigs.SASL_KERBEROS_SERVICE_NAME
                        : "; start it, or correct --brokers");
        return new WharfException(ErrorCode.ENVIRONMENT, text, failure);
    }

    /** The error to throw when a broker was reached, and does not trust us or is not trusted. */
    public static WharfException refused(ClientSettings client, AuthenticationException refusal) {
        String text = refusal instanceof SslAuthenticationException handshake
                ? TlsFailure.handshake(client, handshake)
                : "brokers " + client.brokers() + " refuse the login; check " + whatTheyRefuse(client, refusal) + ": "
                        + refusal.getMessage();
        return new WharfException(ErrorCode.ENVIRONMENT, text, refusal);
    }

    private static String login(ClientSettings client, Throwable reason) {
        return "no login for brokers " + client.brokers() + " by sasl.mechanism = " + client.mechanism() + ": "
                + innermost(String.valueOf(reason.getMessage())) + "; check " + whatToCheck(client);
    }

    /** Names of settings only: a value may have come from a secret. */
    private static String whatToCheck(ClientSettings client) {
        return switch (client.mechanism()) {
            case "OAUTHBEARER" -> "client id, client secret and " + SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL;
            case "GSSAPI" ->
                "principal and keyTab, a file that can be read, in sasl.jaas.config, and the KDC in krb5.conf";
            default -> "sasl.jaas.config";
        };
    }

    private static String whatTheyRefuse(ClientSettings client, AuthenticationException refusal) {
        if (refusal instanceof UnsupportedSaslMechanismException) {
            return SaslConfigs.SASL_MECHANISM;
        }
        String mechanism = ClientRules.mayLogIn(client.settings()) ? client.mechanism() : "none";
        return switch (mechanism) {
            case "OAUTHBEARER" ->
                "whom the token is for (issuer, audience, " + SaslConfigs.SASL_OAUTHBEARER_SCOPE + ")";
            case "GSSAPI" -> "principal and " + SaslConfigs.SASL_KERBEROS_SERVICE_NAME;
            case "AWS_MSK_IAM" -> "the credentials, and what IAM allows them";
            default -> "user name, password, sasl.mechanism and security.protocol";
        };
    }

    /** The JDK puts what a login module throws into the text of its own exception, stack trace and all. */
    private static String innermost(String text) {
        List<String> lines = text.strip().lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        String line = lines.stream()
                .filter(candidate -> candidate.startsWith("Caused by: "))
                .reduce(first, (earlier, later) -> later.substring("Caused by: ".length()));
        return PACKAGE.matcher(line).replaceFirst("");
    }

    private static String textOf(Throwable reason) {
        boolean speaks = reason instanceof KafkaException || reason instanceof IllegalArgumentException;
        return speaks
                ? String.valueOf(reason.getMessage())
                : PACKAGE.matcher(reason.toString()).replaceFirst("");
    }
}
