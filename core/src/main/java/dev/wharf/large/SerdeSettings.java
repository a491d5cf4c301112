package dev.wharf.large;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What a serializer or deserializer was told, among the settings of a client or of an application of Kafka Streams:
 * those of large payloads, and of the client those that say where the brokers are and how to reach them. All others
 * belong to the application.
 *
 * @param loadMaxBytes what a deserializer holds in memory at the most
 */
record SerdeSettings(PayloadSettings payloads, int loadMaxBytes) {
    private static final int LOAD_MAX_BYTES = 16 << 20;
    private static final int MOST_LOAD_BYTES = 1 << 30;

    private static final List<String> OURS = List.of("payload.", "chunk.", PayloadKey.STORE);
    private static final Set<String> OF_SERDES =
            Set.of(PayloadKey.INNER_SERIALIZER, PayloadKey.INNER_DESERIALIZER, PayloadKey.LOAD_MAX_BYTES);
    private static final List<String> SECURITY = List.of("security.", "sasl.", "ssl.");
    private static final Set<String> OF_CLIENTS = Set.of(
            "client.dns.lookup",
            "connections.max.idle.ms",
            "max.request.size",
            "metadata.max.age.ms",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "socket.connection.setup.timeout.max.ms",
            "socket.connection.setup.timeout.ms");

    /**
     * Reads them.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    static SerdeSettings of(Map<String, ?> configs) {
        Map<String, String> ours = new LinkedHashMap<>();
        Map<String, String> client = new LinkedHashMap<>();
        configs.forEach((key, value) -> {
            if (value != null && isOurs(key)) {
                ours.put(key, text(value));
            } else if (value != null && isOfClient(key)) {
                client.put(key, text(value));
            }
        });
        PayloadSettings payloads = PayloadSettings.of(ours);
        String brokers = payloads.client().brokers();
        return new SerdeSettings(payloads.with(new ClientSettings(brokers, client)), loadMaxBytes(configs));
    }

    private static boolean isOurs(String key) {
        return key.equals(PayloadKey.BROKERS) || (OURS.stream().anyMatch(key::startsWith) && !OF_SERDES.contains(key));
    }

    private static boolean isOfClient(String key) {
        return OF_CLIENTS.contains(key) || SECURITY.stream().anyMatch(key::startsWith);
    }

    /** As it would stand in a file. */
    private static String text(Object value) {
        return switch (value) {
            case Class<?> type -> type.getName();
            case Password secret -> secret.value();
            case Collection<?> several ->
                several.stream().map(Objects::toString).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }

    private static int loadMaxBytes(Map<String, ?> configs) {
        Object written = configs.get(PayloadKey.LOAD_MAX_BYTES);
        if (written == null) {
            return LOAD_MAX_BYTES;
        }
        try {
            int bytes = Integer.parseInt(written.toString().strip());
            if (bytes > 0 && bytes <= MOST_LOAD_BYTES) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new WharfException(
                ErrorCode.CONFIGURATION,
                PayloadKey.LOAD_MAX_BYTES + " = " + written + " is not a whole number from 1 to " + MOST_LOAD_BYTES);
    }

    /**
     * The serializer or deserializer that a setting names; null if there is no such setting.
     *
     * @throws WharfException with {@code CONFIGURATION} if it cannot be made
     */
    static <S> @Nullable S inner(Map<String, ?> configs, String key, Class<S> type) {
        Object named = configs.get(key);
        if (named == null) {
            return null;
        }
        if (type.isInstance(named)) {
            return type.cast(named);
        }
        try {
            return Utils.newInstance(text(named), type);
        } catch (ClassNotFoundException | KafkaException | ClassCastException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    key + " = " + text(named) + " is no " + type.getSimpleName() + " that can be made: "
                            + e.getMessage() + "; correct the name, or add its jar",
                    e);
        }
    }
}
