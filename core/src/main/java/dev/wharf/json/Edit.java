package dev.wharf.json;

import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one field, and the changes before it: a list that is never changed itself and holds each field once.
 *
 * @param value what the field is now; {@link Value#ABSENT} if it was removed
 * @param appended whether it stands behind what is left of the original document and not in its old place
 */
record Edit(
        Field field,
        Value value,
        boolean appended,
        @Nullable Edit older) {
    private static final Edit[] NONE = {};

    /** The change of the field, or null. */
    static @Nullable Edit find(@Nullable Edit newest, Field field) {
        for (Edit edit = newest; edit != null; edit = edit.older) {
            if (edit.field == field) {
                return edit;
            }
        }
        return null;
    }

    /** The list with the field set to another value where it stands now. */
    static Edit replace(@Nullable Edit newest, Field field, Value value) {
        Edit known = find(newest, field);
        return known == null ? new Edit(field, value, false, newest) : replaceKnown(newest, known, value);
    }

    private static Edit replaceKnown(@Nullable Edit newest, Edit known, Value value) {
        if (newest == null || newest.field == known.field) {
            return new Edit(known.field, value, known.appended, known.older);
        }
        return new Edit(newest.field, newest.value, newest.appended, replaceKnown(newest.older, known, value));
    }

    /** The list without the field. */
    static @Nullable Edit drop(@Nullable Edit newest, Field field) {
        Edit known = find(newest, field);
        return known == null ? newest : dropKnown(newest, known);
    }

    private static @Nullable Edit dropKnown(@Nullable Edit newest, Edit known) {
        if (newest == null || newest.field == known.field) {
            return known.older;
        }
        return new Edit(newest.field, newest.value, newest.appended, dropKnown(newest.older, known));
    }

    /** The list with the given fields alone, each now in a place of its own and not at the end. */
    static @Nullable Edit selected(@Nullable Edit newest, List<Field> fields) {
        Edit selected = null;
        for (Edit edit : inOrder(newest)) {
            if (fields.contains(edit.field)) {
                selected = new Edit(edit.field, edit.value, false, selected);
            }
        }
        return selected;
    }

    /** All changes, the oldest first. */
    static Edit[] inOrder(@Nullable Edit newest) {
        if (newest == null) {
            return NONE;
        }
        int count = 0;
        for (Edit edit = newest; edit != null; edit = edit.older) {
            count++;
        }
        Edit[] edits = new Edit[count];
        for (Edit edit = newest; edit != null; edit = edit.older) {
            edits[--count] = edit;
        }
        return edits;
    }
}
