package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters of a topic or a file are meant. */
final class DlqSelection {
    @Option(
            names = "--at",
            paramLabel = "PLACE",
            description = "Only the one at PARTITION@OFFSET of the topic, or in that line of the file.")
    private @Nullable String at;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Only those whose reason contains the text, as list or show prints it.")
    private @Nullable String reason;

    DlqSelection() {}

    /**
     * Checks what was typed.
     *
     * @throws WharfException with {@code CONFIGURATION}
     */
    void check() {
        if (at != null) {
            DlqPlace.of(at);
        }
    }

    /**
     * Reads those that are meant.
     *
     * @param goOn asked before every one that is looked at
     * @param visitor returns false when it has enough
     */
    void read(DlqSource source, BooleanSupplier goOn, Predicate<DlqLetter> visitor) {
        Predicate<DlqLetter> wanted = letter -> {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            return (reason != null && !DlqReason.matches(letter.reason(), reason)) || visitor.test(letter);
        };
        if (at == null) {
            source.read(wanted);
        } else {
            source.readAt(DlqPlace.of(at), letter -> {
                boolean unused = wanted.test(letter);
            });
        }
    }

    /** Whether nothing was said that leaves any out. */
    boolean isAll() {
        return at == null && reason == null;
    }

    /** How many will be looked at, or -1. */
    long size(DlqSource source) {
        return at == null ? source.size() : 1;
    }

    static void checkLimit(long limit) {
        if (limit < 1) {
            throw new WharfException(ErrorCode.CONFIGURATION, "--limit " + limit + " must be at least 1");
        }
    }
}
