package dev.wharf.registry;

/** The forms in which a schema can be given: as it was sent, and no other. */
final class Formats {
    private Formats() {}

    /** @throws Refusal 422 for another form */
    static void require(String format) {
        if (!format.isEmpty() && !format.equals("default")) {
            throw Refusal.unprocessable("format=" + format
                    + " is not offered: schemas are given as they were sent; leave the format out, and read"
                    + " them there");
        }
    }
}
