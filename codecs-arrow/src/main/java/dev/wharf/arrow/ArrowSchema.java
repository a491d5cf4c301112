package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of Arrow data: their names and types. Immutable. */
public final class ArrowSchema {
    private final ArrowField row;
    private final Shape shape;

    /** Made by any thread that finds it empty: all make the same. */
    private @Nullable Layout layout;

    private ArrowSchema(ArrowField row) {
        this.row = row;
        this.shape = Shape.of(row.children().stream().map(ArrowField::name).toList());
    }

    /** Of columns whose names differ. */
    static ArrowSchema of(List<ArrowField> columns, Map<String, String> metadata) {
        return new ArrowSchema(new ArrowField("", false, ArrowType.Plain.STRUCT, null, List.copyOf(columns), metadata));
    }

    /**
     * The schema that an Arrow stream or file begins with, whatever batches follow.
     *
     * @throws WharfException with {@code MALFORMED} if there is none
     */
    public static ArrowSchema of(Payload arrow) {
        try (ArrowBatches batches = ArrowBatches.of(arrow, Limits.DEFAULT)) {
            return batches.schema();
        }
    }

    /**
     * A schema in JSON, in the form of Arrow's integration tests and of {@link #json}:
     * {@code {"fields": [{"name": "id", "nullable": false, "type": {"name": "int", "bitWidth": 64, "isSigned": true},
     * "children": []}]}}.
     *
     * @throws WharfException with {@code CONFIGURATION}, which says what is wrong and where
     */
    public static ArrowSchema parse(String json) {
        return SchemaJson.parse(json);
    }

    /** The schema as JSON, indented. */
    public String json() {
        return SchemaJson.write(this);
    }

    /** The names of the columns, in their order. */
    public List<String> names() {
        return shape.names();
    }

    Shape shape() {
        return shape;
    }

    /** All columns as the one struct that each row is. */
    ArrowField row() {
        return row;
    }

    /** The same, as readers need it. */
    Layout layout() {
        Layout known = layout;
        if (known == null) {
            known = Layout.of(row);
            layout = known;
        }
        return known;
    }

    List<ArrowField> columns() {
        return row.children();
    }

    static WharfException unusable(String reason) {
        return new WharfException(ErrorCode.CONFIGURATION, "the Arrow schema cannot be used: " + reason);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrowSchema that && row.equals(that.row);
    }

    @Override
    public int hashCode() {
        return row.hashCode();
    }

    @Override
    public String toString() {
        return "ArrowSchema" + shape;
    }
}
