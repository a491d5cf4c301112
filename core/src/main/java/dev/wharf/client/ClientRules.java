package dev.wharf.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Which settings of Kafka's clients a configuration may use. A pipeline file is data: it must not be able to load a
 * class of its choice, run a command, or switch off what a guarantee rests on.
 */
public final class ClientRules {
    private static final String AWS_HANDLER = "software.amazon.msk.auth.iam.IAMClientCallbackHandler";
    private static final String OAUTH_HANDLER =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("bootstrap.servers", "use brokers"),
            Map.entry("group.id", "use group_id"),
            Map.entry("enable.auto.commit", "offsets follow what has settled"),
            Map.entry("key.serializer", "records are bytes"),
            Map.entry("value.serializer", "records are bytes"),
            Map.entry("key.deserializer", "records are bytes"),
            Map.entry("value.deserializer", "records are bytes"),
            Map.entry("transactional.id", "each producer needs one of its own"),
            Map.entry("allow.auto.create.topics", "a missing topic is an error, so that a typing error makes none"),
            Map.entry("max.block.ms", "the loop never blocks"));
    /** Settings that name classes, or run a command, without Kafka declaring their type so. */
    private static final Set<String> LOADING = Set.of(
            "interceptor.classes",
            "metric.reporters",
            "security.providers",
            "config.providers",
            "sasl.kerberos.kinit.cmd");

    private static final Map<String, Set<String>> ALLOWED_CLASSES = Map.of(
            SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, Set.of(AWS_HANDLER),
            SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, Set.of(AWS_HANDLER, OAUTH_HANDLER),
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, Set.of(CooperativeStickyAssignor.class.getName()));
    private static final Set<String> OAUTH_URLS =
            Set.of(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_URL);
    private static final Map<String, Set<String>> ONLY = Map.of(
            ProducerConfig.ACKS_CONFIG,
            Set.of("all", "-1"),
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            Set.of("true"),
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            Set.of("false"));

    /**
     * System property with which whoever starts the process, and so may load any class anyway, allows further settings:
     * names with commas between them.
     */
    static final String ALLOW_PROPERTY = "wharf.client.allow";

    private final Map<String, ConfigDef.ConfigKey> known = new TreeMap<>();

    private final String client;

    private ClientRules(String client, List<ConfigDef> definitions) {
        this.client = client;
        definitions.forEach(definition -> known.putAll(definition.configKeys()));
    }

    public static ClientRules consumer() {
        return new ClientRules(
                "consumer", List.of(ConsumerConfig.configDef(), AdminClientConfig.configDef(), TlsSettings.DEFINITION));
    }

    public static ClientRules producer() {
        return new ClientRules(
                "producer", List.of(ProducerConfig.configDef(), AdminClientConfig.configDef(), TlsSettings.DEFINITION));
    }

    /** What is wrong with a setting that may be one of a producer or of a consumer; empty if nothing is. */
    public static Optional<String> problemOfEither(String key, String value) {
        String known = null;
        for (ClientRules rules : List.of(consumer(), producer())) {
            Optional<String> problem = rules.problem(key, value);
            if (problem.isEmpty()) {
                return problem;
            }
            known = better(known, problem.get());
        }
        return Optional.ofNullable(known);
    }

    /** That a setting is wrong says more than that it is not known. */
    private static String better(@Nullable String known, String other) {
        return known == null || known.contains(" has no setting ") ? other : known;
    }

    /** What is wrong with one setting, in words that say what to do; empty if nothing is. */
    public Optional<String> problem(String key, String value) {
        if (OURS.containsKey(key)) {
            return Optional.of(key + " is set by Wharf: " + OURS.get(key) + "; remove it");
        }
        if (allowedByOperator(key)) {
            return Optional.empty();
        }
        if (ALLOWED_CLASSES.containsKey(key)) {
            return onlyOf(key, value, ALLOWED_CLASSES.getOrDefault(key, Set.of()), "other classes are not loaded");
        }
        if (LOADING.contains(key) || key.startsWith("config.providers.")) {
            return Optional.of(
                    key + " loads classes or runs a command, which a pipeline file may not; remove it, or start"
                            + " the process with -D" + ALLOW_PROPERTY + "=" + key);
        }
        if (key.startsWith("internal.")) {
            return Optional.of(key + " belongs to the inside of Kafka's client; remove it");
        }
        if (ONLY.containsKey(key)) {
            return onlyOf(key, value, ONLY.getOrDefault(key, Set.of()), "anything else can lose or reorder records");
        }
        if (key.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            return JaasText.problem(value);
        }
        return unknownOrMalformed(key, value);
    }

    /**
     * The same for a value in which references were resolved; it may be a secret in the wrong place, so it is not
     * shown.
     *
     * @param written the value as it was written
     */
    public Optional<String> problem(String key, String written, String value) {
        Optional<String> problem = problem(key, value);
        return Secrets.isReference(written) && !key.equals(SaslConfigs.SASL_JAAS_CONFIG)
                ? problem.map(
                        text -> key + " = " + written + " stands for a value that is not allowed there; correct it")
                : problem;
    }

    private static boolean allowedByOperator(String key) {
        return List.of(System.getProperty(ALLOW_PROPERTY, "").split(",")).contains(key);
    }

    private Optional<String> unknownOrMalformed(String key, String value) {
        ConfigDef.ConfigKey definition = known.get(key);
        if (definition == null) {
            return Optional.of("Kafka's " + client + " has no setting " + key);
        }
        if (definition.type == ConfigDef.Type.CLASS) {
            return Optional.of(key + " loads a class, which a pipeline file may not; remove it");
        }
        if (OAUTH_URLS.contains(key) && !Secrets.isReference(value) && !value.matches("https?://.+")) {
            return Optional.of(key + " = " + value + " is no address of a server; give one that begins with https://");
        }
        return malformed(definition, value);
    }

    private static Optional<String> malformed(ConfigDef.ConfigKey definition, String value) {
        if (Secrets.isReference(value)) {
            return Optional.empty();
        }
        try {
            Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, parsed);
            }
            return Optional.empty();
        } catch (ConfigException e) {
            boolean secret = definition.type == ConfigDef.Type.PASSWORD;
            return Optional.of(secret ? definition.name + " is not valid" : String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> onlyOf(String key, String value, Set<String> allowed, String why) {
        return allowed.contains(value)
                ? Optional.empty()
                : Optional.of(key + " = " + value + " is not allowed: " + why + "; remove it, or use "
                        + String.join(" or ", allowed.stream().sorted().toList()));
    }

    /** All settings that may be used, for naming the nearest one to a mistyped key. */
    public Set<String> names() {
        Set<String> names = new HashSet<>(known.keySet());
        names.removeAll(OURS.keySet());
        names.removeAll(LOADING);
        return names;
    }

    /** Problems that only show between settings: those of the other group protocol, say. */
    public static List<String> conflicts(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        boolean newProtocol = "consumer".equalsIgnoreCase(settings.getOrDefault("group.protocol", "classic"));
        for (String classic : List.of("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy")) {
            if (newProtocol && settings.containsKey(classic)) {
                problems.add(classic
                        + " belongs to group.protocol = classic; with consumer the brokers decide it: remove it");
            }
        }
        if (!newProtocol && settings.containsKey(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG)) {
            problems.add(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG
                    + " belongs to group.protocol = consumer; add that, or remove it");
        }
        problems.addAll(TlsSettings.conflicts(settings));
        if (mayLogIn(settings)) {
            loginConflicts(settings, problems);
        } else if (settings.containsKey(SaslConfigs.SASL_MECHANISM)) {
            problems.add(
                    "sasl.mechanism is set, but security.protocol is not SASL_SSL or SASL_PLAINTEXT, so no one logs"
                            + " in");
        }
        return problems;
    }

    /** Whether these settings log somebody in, or may do so once what they refer to is known. Kafka ignores case. */
    public static boolean mayLogIn(Map<String, String> settings) {
        String protocol = settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        return Secrets.isReference(protocol)
                || protocol.toUpperCase(Locale.ROOT).startsWith("SASL_");
    }

    private static void loginConflicts(Map<String, String> settings, List<String> problems) {
        String jaas = settings.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas != null) {
            JaasText.conflict(jaas, ClientSettings.mechanism(settings)).ifPresent(problems::add);
        }
        // Without the handler Kafka makes an unsigned token by itself, and asks no token server.
        if (settings.containsKey(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL)
                && !settings.containsKey(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS)) {
            problems.add(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL + " is set, but nothing asks it; add "
                    + SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS + " = " + OAUTH_HANDLER);
        }
    }
}
