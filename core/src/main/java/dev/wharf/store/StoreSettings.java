package dev.wharf.store;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One store of the configuration. Immutable.
 *
 * @param name by which references know it: letters, digits, {@code _} and {@code -}
 * @param url what stands behind {@code url}: the scheme decides the kind of store
 * @param options its other settings, defaults included
 */
public record StoreSettings(String name, String url, Map<String, String> options) {
    public StoreSettings {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * The stores of a configuration, by their names.
     *
     * @param settings such as {@code archive.url} and {@code archive.region}
     */
    public static Map<String, StoreSettings> byName(Map<String, String> settings) {
        Map<String, Map<String, String>> grouped = new TreeMap<>();
        settings.forEach((setting, value) -> {
            int dot = setting.indexOf('.');
            String name = dot < 0 ? setting : setting.substring(0, dot);
            grouped.computeIfAbsent(name, unknown -> new LinkedHashMap<>())
                    .put(dot < 0 ? "" : setting.substring(dot + 1), value);
        });
        Map<String, StoreSettings> stores = new TreeMap<>();
        grouped.forEach((name, options) -> {
            String url = Optional.ofNullable(options.remove("url")).orElse("").strip();
            stores.put(name, new StoreSettings(name, url, options));
        });
        return stores;
    }

    /** What stands before the first colon of the URL. */
    public String scheme() {
        int colon = url.indexOf(':');
        return colon < 0 ? "" : url.substring(0, colon);
    }

    /** What stands behind the first colon of the URL. */
    public String place() {
        return url.substring(url.indexOf(':') + 1);
    }

    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option)).filter(value -> !value.isBlank());
    }

    /** The error to throw where a setting is wrong. */
    public WharfException wrong(String setting, String why) {
        return new WharfException(ErrorCode.CONFIGURATION, "store." + name + "." + setting + ": " + why);
    }
}
