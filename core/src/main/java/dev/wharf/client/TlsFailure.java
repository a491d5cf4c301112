package dev.wharf.client;

import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Certificates or keys that cannot be used. Its text names the settings to look at, and shows no value but paths. */
final class TlsFailure extends KafkaException {
    private static final long serialVersionUID = 1L;
    /** Who gives up a handshake tells the other side so. */
    private static final String THEY_GAVE_UP = "Received fatal alert";

    private TlsFailure(String text, RuntimeException cause) {
        super(text, cause);
    }

    static TlsFailure of(Map<String, ?> configs, RuntimeException cause) {
        return new TlsFailure(reason(cause) + "; check " + String.join(", ", TlsSettings.toCheck(configs)), cause);
    }

    /** What a handshake that has failed says about the settings. */
    static String handshake(ClientSettings client, SslAuthenticationException failure) {
        String reason = reason(failure);
        return "no TLS with brokers " + client.brokers() + ": " + reason + "; "
                + (reason.contains(THEY_GAVE_UP) ? refusedByThem(client) : refusedByUs(client));
    }

    private static String refusedByUs(ClientSettings client) {
        String trusted = TlsSettings.trusted(client.settings())
                .map(setting -> "that " + setting + " holds their certificate authority")
                .orElse("that the JDK knows their certificate authority (else set "
                        + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG + " or " + TlsSettings.CA + ")");
        return "check " + trusted + ", that their certificate names the host as it is written here, and"
                + " security.protocol";
    }

    private static String refusedByThem(ClientSettings client) {
        return TlsSettings.shown(client.settings())
                .map(setting -> "check that the brokers trust the certificate of " + setting)
                .orElse("they want a certificate of ours; set " + SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG + ", or "
                        + TlsSettings.CERTIFICATE + " and " + TlsSettings.KEY);
    }

    /** The texts from the outermost cause to the innermost, each of which may know what the others do not. */
    static String reason(Throwable failure) {
        List<String> texts = new ArrayList<>();
        Optional<Throwable> at = Optional.of(failure);
        while (at.isPresent()) {
            if (at.get() instanceof UnrecoverableKeyException && !texts.isEmpty()) {
                break; // only tells how it was found out that a password is wrong
            }
            String text = words(at.get());
            if (!text.isEmpty() && texts.stream().noneMatch(known -> known.contains(text))) {
                texts.add(text);
            }
            at = at.map(Throwable::getCause);
        }
        return String.join(": ", texts);
    }

    /** Empty where there is only the text of the cause; with the kind where the text alone says little, as a path. */
    private static String words(Throwable failure) {
        Throwable cause = failure.getCause();
        String text = failure.getMessage();
        if (cause != null && (text == null || text.equals(cause.toString()))) {
            return "";
        }
        String kind = failure.getClass().getSimpleName();
        return text == null ? kind : text.contains(" ") ? text : kind + " " + text;
    }
}
