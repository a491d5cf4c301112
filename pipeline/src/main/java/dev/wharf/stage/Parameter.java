package dev.wharf.stage;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key of a stage's configuration. Listing, help, validation and documentation all come from this.
 *
 * @param name the key
 * @param type what its value looks like
 * @param required whether it must be there
 * @param fallback the value when it is not there, as text; null where there is none
 * @param allowed the only values allowed; empty where any is
 * @param places where the stage may stand for the key to make sense
 * @param doc one sentence
 */
public record Parameter(
        String name,
        Type type,
        boolean required,
        @Nullable String fallback,
        List<String> allowed,
        Set<Place> places,
        String doc) {

    /** What values look like. A number may always be written as a string. */
    public enum Type {
        TEXT,
        INTEGER,
        BOOLEAN,
        /** A string, a number or a boolean. */
        SCALAR,
        /** One scalar or an array of them. */
        SCALARS,
        /** One string or an array of strings. */
        TEXTS,
        /** A table of settings; nested tables become dotted keys. */
        TABLE,
        /** The same; a string alone is its {@code url}. */
        URL_TABLE,
        /** Like TEXT; replaced by the command's {@code --brokers} where that is given. */
        BROKERS
    }

    public static Parameter required(String name, Type type, String doc) {
        return new Parameter(name, type, true, null, List.of(), EnumSet.allOf(Place.class), doc);
    }

    public static Parameter optional(String name, Type type, @Nullable String fallback, String doc) {
        return new Parameter(name, type, false, fallback, List.of(), EnumSet.allOf(Place.class), doc);
    }

    /** One of a few words. */
    public static Parameter choice(String name, String fallback, List<String> allowed, String doc) {
        return new Parameter(name, Type.TEXT, false, fallback, allowed, EnumSet.allOf(Place.class), doc);
    }

    /** The same, only for a stage that stands there. */
    public Parameter only(Place place) {
        return new Parameter(name, type, required, fallback, allowed, EnumSet.of(place), doc);
    }
}
