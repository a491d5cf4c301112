package dev.wharf.registry;

/**
 * A version of a subject.
 *
 * @param id of its schema, in the context of the subject
 * @param deleted whether it is shown to nobody who does not ask for what is deleted
 */
record Version(int number, int id, boolean deleted) {

    Version asDeleted() {
        return new Version(number, id, true);
    }
}
