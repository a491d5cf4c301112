package dev.wharf.file;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.failure.PermanentFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is said when a file cannot be written. */
final class WriteFailure {
    private static final String AND_THEN = "; if the run has ended, run again: nothing of this file was committed";

    private WriteFailure() {}

    /** Another try may help, once somebody has made room, say. */
    static WharfException of(Path target, IOException cause) {
        return of(target, reason(cause), cause);
    }

    static WharfException of(Path target, String reason, @Nullable IOException cause) {
        return new WharfException(ErrorCode.SINK_FAILED, text(target, reason), cause);
    }

    /** No other try can help. */
    static WharfException lasting(Path target, String reason, IOException cause) {
        return new WharfException(ErrorCode.SINK_FAILED, text(target, reason), new PermanentFailure(reason, cause));
    }

    private static String text(Path target, String reason) {
        return "file " + target + " cannot be written: " + reason;
    }

    /** In words, with what to do, where that is known. */
    static String reason(IOException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        if (e instanceof AccessDeniedException) {
            return "there is no permission to write to " + text + "; grant it, or name another place";
        }
        if (text.contains("No space left")) {
            return "the disk is full; make room" + AND_THEN;
        }
        if (text.contains("Disk quota exceeded")) {
            return "the disk quota is used up; make room or raise it" + AND_THEN;
        }
        if (text.contains("File too large")) {
            return "it is larger than the file system, or the limit of the process (ulimit -f), allows; raise the"
                    + " limit, or write elsewhere" + AND_THEN;
        }
        return e.getClass().getSimpleName() + (text.isEmpty() ? "" : " " + text);
    }
}
