package dev.wharf.problem;

/** Something wrong in a file that somebody wrote: where, what, and what to do. */
public record Problem(Location location, String text, Severity severity) {

    /** One with which nothing can be run. */
    public Problem(Location location, String text) {
        this(location, text, Severity.ERROR);
    }

    public static Problem warning(Location location, String text) {
        return new Problem(location, text, Severity.WARNING);
    }

    public boolean isWarning() {
        return severity == Severity.WARNING;
    }

    @Override
    public String toString() {
        String place = location.toString();
        String what = isWarning() ? "warning: " + text : text;
        return place.isEmpty() ? what : place + ": " + what;
    }
}
