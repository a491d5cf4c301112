package dev.wharf.stage.internal;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.client.JaasText;
import dev.wharf.client.Secrets;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.Cluster;
import dev.wharf.stage.Place;
import dev.wharf.stage.TopicUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * How a stage reaches its topic, as configured: secrets are still references. They are put in place when a run starts,
 * so that a file can be checked where they are not.
 */
record KafkaAccess(
        String brokers,
        String topic,
        Map<String, String> client,
        Optional<String> username,
        Optional<String> password) {

    KafkaAccess {
        client = Map.copyOf(client);
    }

    List<TopicUse> uses(Place place) {
        return List.of(new TopicUse(settings(place), topic));
    }

    /**
     * The client's settings with secrets in place.
     *
     * @throws WharfException with {@code CONFIGURATION} when a secret is missing or smuggles something in
     */
    ClientSettings settings(Place place) {
        Secrets secrets = new Secrets(System.getenv());
        Map<String, String> settings = new LinkedHashMap<>();
        client.forEach((key, value) -> settings.put(key, secrets.resolve(value)));
        if (username.isPresent() && password.isPresent()) {
            String mechanism = settings.computeIfAbsent(SaslConfigs.SASL_MECHANISM, unset -> "PLAIN");
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    JaasText.of(mechanism, secrets.resolve(username.get()), secrets.resolve(password.get())));
        }
        check(settings, place);
        return new ClientSettings(brokers, settings);
    }

    /** Once more, now that the secrets are known: what they hold must keep to the rules, too. */
    private void check(Map<String, String> settings, Place place) {
        ClientRules rules = place == Place.SOURCE ? ClientRules.consumer() : ClientRules.producer();
        settings.forEach((key, value) -> rules.problem(key, client.getOrDefault(key, ""), value)
                .ifPresent(text -> {
                    throw new WharfException(ErrorCode.CONFIGURATION, "client: " + text);
                }));
    }

    /** The cluster, with references in the place of secrets. */
    Cluster cluster() {
        Map<String, String> written = new LinkedHashMap<>(client);
        username.ifPresent(name -> written.put("username", name));
        password.ifPresent(word -> written.put("password", word));
        return new Cluster(brokers, written);
    }

    /** Topic and brokers for people; never a setting's value. */
    String summary() {
        return "topic " + topic + " at " + brokers;
    }

    /** A record would print the password. */
    @Override
    public String toString() {
        return summary();
    }
}
