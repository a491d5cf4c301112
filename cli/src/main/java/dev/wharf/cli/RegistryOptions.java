package dev.wharf.cli;

import dev.wharf.client.Secrets;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which schema registry a command talks to, and how. */
final class RegistryOptions {
    /** The setting of the client that says where it is. */
    static final String URL = "registry.url";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry; several with commas between them (default: the one beside the embedded"
                    + " Kafka).")
    private @Nullable String url;

    @Option(
            names = "--registry-option",
            paramLabel = "KEY=VALUE",
            description = "A setting of the registry's client, such as basic.auth.user.info; $${env:NAME} and"
                    + " $${file:PATH} stand for secrets. May be repeated.")
    private @Nullable List<String> options;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    RegistryOptions() {}

    /** Whether anything was said. */
    boolean given() {
        return url != null || options != null;
    }

    /**
     * The settings, with secrets in place; empty where none were given.
     *
     * @throws WharfException with {@code CONFIGURATION} if one of them is none
     */
    Map<String, String> settings(Secrets secrets) {
        List<String> problems = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        pairs("--registry-option", options, problems)
                .forEach((key, value) -> settings.put(key, secrets.resolve(value)));
        if (url != null) {
            settings.put(URL, url);
        }
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return settings;
    }

    /** KEY=VALUE as a map. */
    static Map<String, String> pairs(String option, @Nullable List<String> pairs, List<String> problems) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : pairs == null ? List.<String>of() : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) { // it may be a secret, so it is not shown
                problems.add(option + ": a setting without its name; write KEY=VALUE");
            } else {
                map.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
            }
        }
        return map;
    }
}
