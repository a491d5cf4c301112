package dev.wharf.event;

import dev.wharf.client.Brokers;
import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicMode;
import dev.wharf.topic.TopicProfile;
import dev.wharf.topic.Topics;
import dev.wharf.trace.Tracing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads settings, and notes everything that is wrong with them. For one thread, once. */
final class EventSettingsReader {
    private static final int RETRIES = 3;
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);
    private static final long NANOS = 1_000_000_000L;

    private final Names names;
    private final Map<String, String> left;
    private final List<String> problems = new ArrayList<>();

    /** What errors call a setting. */
    enum Names {
        KEYS {
            @Override
            String of(String key) {
                return key;
            }
        },
        VARIABLES {
            @Override
            String of(String key) {
                return EventVariables.variableOf(key);
            }
        };

        abstract String of(String key);
    }

    EventSettingsReader(Names names, Map<String, String> settings) {
        this.names = names;
        this.left = new LinkedHashMap<>(settings);
    }

    /** @param used logical names of topics that have to be there */
    EventSettings read(List<String> used) {
        String brokers = required(EventKey.BROKERS, "HOST:PORT of Kafka's brokers, several with commas between them");
        String service = required(EventKey.SERVICE, "what this service is called");
        Map<String, String> topics = topics();
        used.stream()
                .filter(topic -> !topics.containsKey(topic))
                .forEach(topic ->
                        missing(EventKey.TOPIC + topic, "the name of the topic that the program calls " + topic));
        String group = taken(EventKey.GROUP).orElse(service);
        EventSettings.Start start = new EventSettings.Start(
                word(EventKey.TOPICS_MODE, TopicMode.NONE, TopicMode.values()),
                word(EventKey.TOPICS_PROFILE, TopicProfile.PROD, TopicProfile.values()));
        EventSettings.Errors errors = new EventSettings.Errors(retries(), retryDelay());
        boolean cloudEvents = cloudEvents();
        if (!brokers.isEmpty()) {
            Brokers.problem(brokers).ifPresent(text -> problems.add(names.of(EventKey.BROKERS) + ": " + text));
        }
        ClientSettings client = client(brokers);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new EventSettings(service, client, topics, group, start, errors, cloudEvents, Tracing.NONE);
    }

    private Optional<String> taken(String key) {
        return Optional.ofNullable(left.remove(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private String required(String key, String what) {
        return taken(key).orElseGet(() -> {
            missing(key, what);
            return "";
        });
    }

    private void missing(String key, String what) {
        problems.add(names.of(key) + " is missing: " + what);
    }

    private Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        for (String key : List.copyOf(left.keySet())) {
            if (key.startsWith(EventKey.TOPIC)) {
                String name = taken(key).orElse("");
                topics.put(key.substring(EventKey.TOPIC.length()), name);
                if (!Topics.isName(name)) {
                    problems.add(names.of(key) + " = \"" + name
                            + "\" is no name for a topic; use letters, digits, dots," + " underscores and hyphens");
                }
            }
        }
        return topics;
    }

    private <E extends Enum<E>> E word(String key, E fallback, E[] known) {
        String written = taken(key).orElse("");
        if (written.isEmpty()) {
            return fallback;
        }
        for (E each : known) {
            if (each.name().toLowerCase(Locale.ROOT).equals(written)) {
                return each;
            }
        }
        List<String> words = Arrays.stream(known)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        problems.add(names.of(key) + " = " + written + " is none of " + String.join(", ", words));
        return fallback;
    }

    private int retries() {
        BigDecimal number =
                number(EventKey.MAX_RETRIES, BigDecimal.valueOf(RETRIES), BigDecimal.valueOf(Integer.MAX_VALUE));
        if (number.stripTrailingZeros().scale() > 0) {
            problems.add(names.of(EventKey.MAX_RETRIES) + " = " + number + " is no whole number");
        }
        return number.intValue();
    }

    private Duration retryDelay() {
        BigDecimal seconds = number(
                EventKey.RETRY_DELAY_SECONDS,
                BigDecimal.valueOf(RETRY_DELAY.toSeconds()),
                BigDecimal.valueOf(LONGEST_DELAY.toSeconds()));
        return Duration.ofNanos(seconds.multiply(BigDecimal.valueOf(NANOS)).longValue());
    }

    private BigDecimal number(String key, BigDecimal fallback, BigDecimal most) {
        String written = taken(key).orElse("");
        if (written.isEmpty()) {
            return fallback;
        }
        try {
            BigDecimal number = new BigDecimal(written);
            if (number.signum() >= 0 && number.compareTo(most) <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(names.of(key) + " = " + written + " is not a number from 0 to " + most);
        return fallback;
    }

    private boolean cloudEvents() {
        String written = taken(EventKey.CLOUD_EVENTS).orElse("false");
        if (!written.equals("true") && !written.equals("false")) {
            problems.add(names.of(EventKey.CLOUD_EVENTS) + " = " + written + " is neither true nor false");
        }
        return written.equals("true");
    }

    /** What is left belongs to Kafka's clients, but for the short forms of security. */
    private ClientSettings client(String brokers) {
        Map<String, String> client = new LinkedHashMap<>();
        EventSecurity security =
                new EventSecurity(taken(EventKey.USERNAME), Optional.ofNullable(left.remove(EventKey.PASSWORD)));
        left.forEach((key, value) -> {
            ClientRules.problemOfEither(key, value).ifPresent(text -> problems.add(shown(key, text)));
            client.put(key, value);
        });
        security.into(client, brokers, (key, text) -> problems.add(names.of(key) + ": " + text));
        problems.addAll(ClientRules.conflicts(client));
        return new ClientSettings(brokers, client);
    }

    private String shown(String key, String text) {
        String name = names.of(key);
        return name.equals(key) ? text : name + ": " + text;
    }
}
