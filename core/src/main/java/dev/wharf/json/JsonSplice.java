package dev.wharf.json;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the bytes of a changed document together from those of the original and the values that were set. */
final class JsonSplice {
    /** A buffer that grew beyond this is given back. */
    private static final int MAX_KEPT_BYTES = 64 * 1024;

    private static final ThreadLocal<ByteSink> SINKS = ThreadLocal.withInitial(() -> new ByteSink(1024));

    private final JsonDocument document;
    private final byte[] buf;
    private final int from;
    private final int to;
    private final ByteSink sink;

    private JsonSplice(JsonDocument document, ByteSink sink) {
        this.document = document;
        this.buf = document.payload().buffer();
        this.from = document.payload().offset();
        this.to = from + document.payload().size();
        this.sink = sink;
    }

    static Payload encode(JsonDocument document) {
        ByteSink sink = SINKS.get();
        sink.clear();
        try {
            JsonSplice splice = new JsonSplice(document, sink);
            List<Field> columns = document.columns();
            if (columns == null) {
                splice.all();
            } else {
                splice.columns(columns);
            }
            return Payload.of(sink.toByteArray());
        } finally {
            if (sink.buffer().length > MAX_KEPT_BYTES) {
                SINKS.remove();
            }
        }
    }

    private void columns(List<Field> columns) {
        int start = sink.length();
        sink.write('{');
        for (int i = 0; i < columns.size(); i++) {
            column(columns.get(i), sink.length() == start + 1);
        }
        append(Edit.inOrder(document.edits()), sink.length() == start + 1);
        sink.write('}');
    }

    private void column(Field field, boolean first) {
        Edit edit = Edit.find(document.edits(), field);
        long range = edit == null ? document.range(field) : 0;
        if (edit == null ? range == 0 : !staysIn(edit)) {
            return;
        }
        name(field, first);
        if (edit == null) {
            copy(from + JsonDocument.rangeStart(range), from + JsonDocument.rangeEnd(range));
        } else {
            JsonWriter.write(edit.value(), sink);
        }
    }

    private void all() {
        Edit[] edits = Edit.inOrder(document.edits());
        if (document.duplicates() || removes(edits)) {
            memberByMember(edits);
        } else {
            inPlace(edits);
        }
    }

    /** Whether a member of the original goes, or may stand there more often than the index can tell. */
    private boolean removes(Edit[] edits) {
        for (Edit edit : edits) {
            boolean gone =
                    edit.value() instanceof Value.Absent || (edit.appended() && document.range(edit.field()) != 0);
            if (gone || !document.indexed(edit.field())) {
                return true;
            }
        }
        return false;
    }

    /** Values are replaced where they stand, by the index. */
    private void inPlace(Edit[] edits) {
        int pos = from;
        for (Edit edit = firstFrom(pos, edits); edit != null; edit = firstFrom(pos, edits)) {
            long range = document.range(edit.field());
            copy(pos, from + JsonDocument.rangeStart(range));
            JsonWriter.write(edit.value(), sink);
            pos = from + JsonDocument.rangeEnd(range);
        }
        int end = endOfMembers();
        copy(pos, end);
        append(edits, buf[end - 1] == '{');
        copy(end, to);
    }

    /** The edit whose field stands next in the original from {@code pos} on. There are few. */
    private @Nullable Edit firstFrom(int pos, Edit[] edits) {
        Edit first = null;
        int firstStart = Integer.MAX_VALUE;
        for (Edit edit : edits) {
            long range = document.range(edit.field());
            int start = from + JsonDocument.rangeStart(range);
            if (range != 0 && start >= pos && start < firstStart) {
                first = edit;
                firstStart = start;
            }
        }
        return first;
    }

    /** Members are compared by name, because some go. A member takes the comma and the space before it along. */
    private void memberByMember(Edit[] edits) {
        JsonMembers members = new JsonMembers(buf, from, to);
        boolean[] written = new boolean[edits.length];
        int end = members.valueEnd();
        int start = end;
        boolean empty = true;
        for (int i = 0; members.next(); i++) {
            start = i == 0 ? members.nameStart() : start;
            int edited = indexOf(members.name(), edits);
            if (edited < 0 || (staysIn(edits[edited]) && !written[edited])) {
                copy(empty ? from : end, empty ? start : members.nameStart());
                empty = false;
                if (edited < 0) {
                    copy(members.nameStart(), members.valueEnd());
                } else {
                    copy(members.nameStart(), members.valueStart());
                    JsonWriter.write(edits[edited].value(), sink);
                    written[edited] = true;
                }
            }
            end = members.valueEnd();
        }
        if (empty) {
            copy(from, start);
        }
        append(edits, empty);
        copy(end, to);
    }

    private static boolean staysIn(Edit edit) {
        return !edit.appended() && !(edit.value() instanceof Value.Absent);
    }

    private static int indexOf(String name, Edit[] edits) {
        for (int i = 0; i < edits.length; i++) {
            if (edits[i].field().name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void append(Edit[] edits, boolean empty) {
        boolean first = empty;
        for (Edit edit : edits) {
            if (edit.appended()) {
                name(edit.field(), first);
                JsonWriter.write(edit.value(), sink);
                first = false;
            }
        }
    }

    private void name(Field field, boolean first) {
        if (!first) {
            sink.write(',');
        }
        sink.write(field.asName().encoded(JsonText::name));
    }

    /** Behind the last member, or behind the opening brace. */
    private int endOfMembers() {
        int pos = to - 1;
        while (buf[pos] != '}') {
            pos--;
        }
        while (buf[pos - 1] >= 0 && buf[pos - 1] <= ' ') {
            pos--;
        }
        return pos;
    }

    private void copy(int start, int end) {
        sink.write(buf, start, end - start);
    }
}
