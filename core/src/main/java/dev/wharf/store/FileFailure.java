package dev.wharf.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/** What an error of the file system means for a store. */
final class FileFailure {
    private static final List<String> NO_ROOM = List.of("no space left", "disk quota exceeded", "not enough space");

    private FileFailure() {}

    static StoreException of(FileStore store, String what, String key, IOException cause) {
        StoreFailure failure = failureOf(cause);
        if (failure == StoreFailure.MISSING) {
            return new StoreException(failure, store + " has no object of key " + key, cause);
        }
        String text = store + " cannot " + what + " " + key + ": " + cause;
        return new StoreException(failure, text + advice(failure), cause);
    }

    private static StoreFailure failureOf(IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof NotDirectoryException) {
            return StoreFailure.MISSING;
        }
        if (cause instanceof AccessDeniedException) {
            return StoreFailure.FORBIDDEN;
        }
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return NO_ROOM.stream().anyMatch(text::contains) ? StoreFailure.FULL : StoreFailure.UNAVAILABLE;
    }

    private static String advice(StoreFailure failure) {
        return switch (failure) {
            case FULL -> "; make room there, and it goes on";
            case FORBIDDEN -> "; allow the user of this process to read and write there";
            case MISSING, EXISTS, TRUNCATED, ALTERED, REFUSED, UNAVAILABLE -> "";
        };
    }
}
