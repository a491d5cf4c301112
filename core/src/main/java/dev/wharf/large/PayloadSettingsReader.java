package dev.wharf.large;

import dev.wharf.chunk.ChunkTopic;
import dev.wharf.client.Brokers;
import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.foreign.ForeignFormat;
import dev.wharf.problem.Nearest;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads settings, and notes everything that is wrong with them. For one thread, once. */
final class PayloadSettingsReader {
    private static final int LEAST_MEMORY = 1 << 20;
    private static final int MOST_UPLOADS = 256;
    private static final int MOST_BYTES = 1 << 30;
    /** Our own format, which is always read. */
    private static final String OURS = "wharf";

    private final Map<String, String> settings;
    private final List<String> problems = new ArrayList<>();

    PayloadSettingsReader(Map<String, String> settings) {
        this.settings = new LinkedHashMap<>(settings);
    }

    PayloadSettings read() {
        String brokers = given(PayloadKey.BROKERS).orElse("");
        if (brokers.isEmpty()) {
            problems.add(
                    "bootstrap.servers is missing: HOST:PORT of Kafka's brokers, several with commas between them");
        } else {
            Brokers.problem(brokers).ifPresent(text -> problems.add("bootstrap.servers: " + text));
        }
        Map<String, StoreSettings> stores = stores();
        PayloadSettings.Writing writing = new PayloadSettings.Writing(
                large(stores),
                inlineMaxBytes(),
                compression(),
                number(PayloadKey.UPLOADS_MAX, PayloadSettings.Writing.UPLOADS_MAX, 1, MOST_UPLOADS),
                number(
                        PayloadKey.MEMORY_MAX_BYTES,
                        PayloadSettings.Writing.defaultMemoryMaxBytes(),
                        LEAST_MEMORY,
                        MOST_BYTES),
                flag(PayloadKey.CHUNK_TOPICS_CREATE));
        Set<String> chunkTopics = chunkTopics();
        Set<ForeignFormat> formats = formats();
        ClientSettings client = client(brokers);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new PayloadSettings(client, given(PayloadKey.GROUP), stores, writing, chunkTopics, formats);
    }

    private OptionalInt inlineMaxBytes() {
        return given(PayloadKey.INLINE_MAX_BYTES).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number(PayloadKey.INLINE_MAX_BYTES, 0, 0, MOST_BYTES));
    }

    private Optional<String> given(String key) {
        return Optional.ofNullable(settings.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private Map<String, StoreSettings> stores() {
        Map<String, String> ofStores = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(PayloadKey.STORE)) {
                ofStores.put(key.substring(PayloadKey.STORE.length()), value);
            }
        });
        Map<String, StoreSettings> stores = StoreSettings.byName(ofStores);
        StoreCatalog catalog = StoreCatalog.load();
        stores.values().forEach(store -> problems.addAll(catalog.problems(store)));
        return stores;
    }

    private String large(Map<String, StoreSettings> stores) {
        String large = given(PayloadKey.LARGE)
                .orElseGet(() -> stores.size() == 1 ? stores.keySet().iterator().next() : PayloadSettings.CHUNKS);
        List<String> known = new ArrayList<>(List.of(PayloadSettings.CHUNKS, PayloadSettings.REFUSE));
        known.addAll(stores.keySet());
        if (!known.contains(large)) {
            problems.add(PayloadKey.LARGE + " = " + large + " is neither chunks, nor refuse, nor the name of a store"
                    + Nearest.hint(large, known));
        }
        for (String reserved : List.of(PayloadSettings.CHUNKS, PayloadSettings.REFUSE)) {
            if (stores.containsKey(reserved)) {
                problems.add("store." + reserved + ": a store cannot have that name, which means something else in "
                        + PayloadKey.LARGE);
            }
        }
        return large;
    }

    private Compression compression() {
        String word = given(PayloadKey.COMPRESSION).orElse("none");
        for (Compression known : Compression.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(word)) {
                return known;
            }
        }
        problems.add(PayloadKey.COMPRESSION + " = " + word + " is none of none, gzip, zstd, lz4");
        return Compression.NONE;
    }

    private int number(String key, int fallback, int least, int most) {
        Optional<String> written = given(key);
        if (written.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(written.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(key + " = " + written.get() + " is not a whole number from " + least + " to " + most);
        return fallback;
    }

    private boolean flag(String key) {
        String written = given(key).orElse("false");
        if (!written.equals("true") && !written.equals("false")) {
            problems.add(key + " = " + written + " is neither true nor false");
        }
        return written.equals("true");
    }

    private Set<String> chunkTopics() {
        Set<String> topics = words(PayloadKey.CHUNK_TOPICS);
        topics.stream()
                .filter(topic -> !ChunkTopic.isName(topic))
                .forEach(topic -> problems.add(PayloadKey.CHUNK_TOPICS + " = " + topic
                        + " is no topic of chunks; their names end with .chunks"));
        return topics;
    }

    private Set<ForeignFormat> formats() {
        Set<ForeignFormat> formats = EnumSet.noneOf(ForeignFormat.class);
        for (String word : words(PayloadKey.FORMATS)) {
            Optional<ForeignFormat> format = ForeignFormat.of(word);
            format.ifPresent(formats::add);
            if (format.isEmpty() && !word.equals(OURS)) {
                List<String> known = new ArrayList<>(List.of(OURS));
                known.addAll(ForeignFormat.words());
                problems.add(PayloadKey.FORMATS + " = " + word + " is none of " + String.join(", ", known)
                        + Nearest.hint(word, known));
            }
        }
        return formats;
    }

    private Set<String> words(String key) {
        return Arrays.stream(given(key).orElse("").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is left belongs to Kafka's clients. */
    private ClientSettings client(String brokers) {
        Map<String, String> client = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (!isOurs(key)) {
                ClientRules.problemOfEither(key, value).ifPresent(problems::add);
                client.put(key, value);
            }
        });
        problems.addAll(ClientRules.conflicts(client));
        return new ClientSettings(brokers, client);
    }

    private static boolean isOurs(String key) {
        return key.startsWith(PayloadKey.STORE)
                || List.of(
                                PayloadKey.BROKERS,
                                PayloadKey.GROUP,
                                PayloadKey.LARGE,
                                PayloadKey.INLINE_MAX_BYTES,
                                PayloadKey.COMPRESSION,
                                PayloadKey.UPLOADS_MAX,
                                PayloadKey.MEMORY_MAX_BYTES,
                                PayloadKey.CHUNK_TOPICS,
                                PayloadKey.CHUNK_TOPICS_CREATE,
                                PayloadKey.FORMATS)
                        .contains(key);
    }
}
