package dev.wharf.stage.internal;

import dev.wharf.client.Brokers;
import dev.wharf.client.ClientRules;
import dev.wharf.client.JaasText;
import dev.wharf.client.Secrets;
import dev.wharf.problem.Nearest;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.stage.TopicUse;
import dev.wharf.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code kafka}: reads a topic where it has no inputs, writes one where it has. */
public final class KafkaTopic implements StageProvider {
    private static final String RAW = "raw";
    private static final String FAIL = "fail";

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "kafka",
                Set.of(Place.SOURCE, Place.SINK),
                "Reads a topic where it has no inputs; writes one, and passes the records on, where it has.",
                parameters(),
                """
                [[stages]]
                id = "orders"
                function = "kafka"

                [stages.config]
                brokers = "localhost:9092"
                topic = "orders"
                group_id = "billing"
                """);
    }

    private static List<Parameter> parameters() {
        Parameter undecodable = Parameter.optional(
                        "undecodable",
                        Parameter.Type.TEXT,
                        null,
                        "What a value is that the codec cannot read: raw, text under _kafka_payload, as for JSON by"
                                + " default; or fail, which is up to the first stage that looks into it (see"
                                + " decode.apply), as for all others.")
                .only(Place.SOURCE);
        return Stream.of(own(), StageCodec.parameters(), List.of(undecodable, StageStores.parameter()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Parameter> own() {
        return List.of(
                Parameter.optional(
                        "brokers",
                        Parameter.Type.BROKERS,
                        TopicUse.EMBEDDED,
                        "bootstrap.servers; \"embedded\" for a Kafka that Wharf starts itself."),
                Parameter.required("topic", Parameter.Type.TEXT, "The topic to read or to write."),
                Parameter.required(
                                "group_id",
                                Parameter.Type.TEXT,
                                "The consumer group, whose offsets remember what was read.")
                        .only(Place.SOURCE),
                Parameter.optional("max_messages", Parameter.Type.INTEGER, "1000", "A run ends after so many records.")
                        .only(Place.SOURCE),
                Parameter.optional(
                                "timeout_ms",
                                Parameter.Type.INTEGER,
                                "30000",
                                "A run ends when no record came for so long while the brokers answered.")
                        .only(Place.SOURCE),
                Parameter.optional(
                                "key_field",
                                Parameter.Type.TEXT,
                                null,
                                "The field whose value becomes the key; without it records keep the key they have.")
                        .only(Place.SINK),
                Parameter.choice(
                                "without_key",
                                "keep_partition",
                                List.of("keep_partition", "spread"),
                                "Where records without a key go: to the number of the partition they came from, which"
                                        + " keeps their order, or wherever Kafka's partitioner likes.")
                        .only(Place.SINK),
                Parameter.optional(
                        "username",
                        Parameter.Type.TEXT,
                        null,
                        "Login name for PLAIN and SCRAM; ${env:NAME} and ${file:path} work."),
                Parameter.optional(
                        "password", Parameter.Type.TEXT, null, "Its password, best as ${env:NAME} or ${file:path}."),
                Parameter.optional(
                        "client",
                        Parameter.Type.TABLE,
                        null,
                        "Any further setting of Kafka's client, by its own name."));
    }

    @Override
    public Stage create(StageConfig config) {
        Map<String, String> client = new LinkedHashMap<>(config.table("client"));
        checkClient(config, client);
        checkBrokers(config);
        checkTopic(config);
        KafkaAccess access = new KafkaAccess(
                config.text("brokers"),
                config.text("topic"),
                client,
                config.optionalText("username"),
                config.optionalText("password"));
        return config.place() == Place.SOURCE ? source(config, access) : sink(config, access);
    }

    private static Stage source(StageConfig config, KafkaAccess access) {
        for (String key : List.of("max_messages", "timeout_ms")) {
            if (config.streaming() && config.has(key)) {
                config.problem(
                        key, key + " bounds a run, and execution_mode = \"streaming\" has no end; remove one of them");
            } else if (config.integer(key) < 1) {
                config.problem(key, key + " = " + config.integer(key) + " must be at least 1");
            }
        }
        StageCodec codec = StageCodec.of(config, StageCodec.JSON);
        String undecodable =
                config.optionalText("undecodable").orElse(codec.name().equals(StageCodec.JSON) ? RAW : FAIL);
        if (!undecodable.equals(RAW) && !undecodable.equals(FAIL)) {
            config.problem("undecodable", "undecodable = " + undecodable + " is not one of " + RAW + ", " + FAIL);
        }
        return new KafkaReading(
                access,
                codec,
                StageStores.of(config),
                undecodable.equals(RAW),
                config.text("group_id"),
                config.streaming(),
                config.integer("max_messages"),
                config.integer("timeout_ms"));
    }

    private static Stage sink(StageConfig config, KafkaAccess access) {
        boolean keepPartition = config.text("without_key").equals("keep_partition");
        Optional<StageCodec> codec =
                config.has("codec") ? Optional.of(StageCodec.of(config, StageCodec.JSON)) : Optional.empty();
        for (String key : List.of("codec_options", "registry")) {
            if (codec.isEmpty() && config.has(key)) {
                config.problem(key, key + " goes with a codec; add codec = \"avro\", say, or remove it");
            }
        }
        return new KafkaWriting(access, codec, config.optionalText("key_field"), keepPartition);
    }

    private static void checkBrokers(StageConfig config) {
        String brokers = config.text("brokers");
        if (!brokers.equals(TopicUse.EMBEDDED)) {
            Brokers.problem(brokers).ifPresent(text -> config.problem("brokers", "brokers: " + text));
        }
    }

    private static void checkTopic(StageConfig config) {
        String topic = config.text("topic");
        if (!Topics.isName(topic)) {
            config.problem(
                    "topic",
                    "topic = \"" + topic
                            + "\" is no name for a topic; use letters, digits, dots, underscores and hyphens");
        }
    }

    private static void checkClient(StageConfig config, Map<String, String> client) {
        ClientRules rules = config.place() == Place.SOURCE ? ClientRules.consumer() : ClientRules.producer();
        client.forEach((key, value) -> rules.problem(key, value)
                .ifPresent(text -> config.problem("client", key, "client: " + text + nearest(key, text, rules))));
        ClientRules.conflicts(client).forEach(text -> config.problem("client", settingOf(text), "client: " + text));
        if (config.has("username") != config.has("password")) {
            config.problem("username", "username and password belong together; give both or neither");
        }
        if (config.has("username") && client.containsKey("sasl.jaas.config")) {
            config.problem("username", "username and sasl.jaas.config say the same in two ways; remove one");
        }
        if (config.has("username") && !ClientRules.mayLogIn(client)) {
            config.problem(
                    "username",
                    "username is given, but nobody would log in; add \"security.protocol\" = \"SASL_SSL\" to client");
        }
        String mechanism = client.getOrDefault("sasl.mechanism", "PLAIN");
        if (config.has("username") && !Secrets.isReference(mechanism)) {
            JaasText.mechanismProblem(mechanism).ifPresent(text -> config.problem("username", text));
        }
    }

    /** What is said of a setting begins with its name. */
    private static String settingOf(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    private static String nearest(String key, String text, ClientRules rules) {
        return text.contains(" has no setting ") ? Nearest.hint(key, rules.names()) : "";
    }
}
