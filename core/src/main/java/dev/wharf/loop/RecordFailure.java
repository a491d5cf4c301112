package dev.wharf.loop;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** A record could not be processed: names the stage and the record's place, and carries the reason. */
public final class RecordFailure extends WharfException {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final String position;

    /**
     * @param stage id of the stage that refused
     * @param position the record's place, as {@code topic-partition@offset}, or an empty text where no record is to
     *     blame
     */
    public RecordFailure(String stage, String position, @Nullable Throwable cause) {
        super(
                codeOf(cause),
                "stage " + stage + (position.isEmpty() ? "" : ", record " + position) + ": " + reason(cause),
                cause);
        this.stage = stage;
        this.position = position;
    }

    public String stage() {
        return stage;
    }

    public String position() {
        return position;
    }

    private static ErrorCode codeOf(@Nullable Throwable cause) {
        return cause instanceof WharfException ours ? ours.code() : ErrorCode.RECORD_REFUSED;
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason given";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
