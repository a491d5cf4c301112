package dev.wharf.stage.internal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A kind of file to write.
 *
 * @param shown what is said about it, behind the file
 * @param noAppend why rows cannot go behind those of an older file, with what to do; empty if they can
 * @param noComputed why there cannot be many of them at a time, with what to do; empty if there can
 */
record FileKind(String shown, Opener opener, Optional<String> noAppend, Optional<String> noComputed) {

    /** Rows one behind another. */
    static FileKind ofRows(String shown, Opener opener) {
        return new FileKind(shown, opener, Optional.empty(), Optional.empty());
    }

    /** Makes formats. */
    interface Opener {
        /**
         * The format of one file.
         *
         * @param appending whether rows go behind what the file holds
         */
        RowsFormat<?> open(Path target, boolean appending);
    }
}
