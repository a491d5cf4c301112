package dev.wharf.doctor;

/**
 * What one look has shown.
 *
 * @param check what was looked at, in one word
 * @param text what was seen
 * @param advice what to do about it; empty where there is nothing to do
 * @param cause what a problem is one of
 */
public record Finding(String check, Status status, String text, String advice, Cause cause) {

    /** The same as a warning, if it is a problem: there is another way. */
    Finding softened() {
        return status == Status.PROBLEM ? new Finding(check, Status.WARNING, text, advice, Cause.NONE) : this;
    }

    /** How it is. */
    public enum Status {
        OK,
        /** It works, and may not for long, or not as well as it could. */
        WARNING,
        PROBLEM,
        /** Nobody looked, or could; the text says why. */
        SKIPPED
    }

    /** Whose problem it is, which decides the exit code of a command. */
    public enum Cause {
        NONE(0),
        /** Something around us works, and not as it has to. */
        STATE(1),
        /** A file or an argument is wrong. */
        CONFIGURATION(2),
        /** Something around us is missing, or refuses us. */
        ENVIRONMENT(3);

        private final int exitCode;

        Cause(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
