package dev.wharf.problem;

/** Something wrong in a pipeline file: where, what, and what to do. */
public record Problem(Location location, String text) {
    @Override
    public String toString() {
        String place = location.toString();
        return place.isEmpty() ? text : place + ": " + text;
    }
}
