package dev.wharf.arrow;

import dev.wharf.value.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading a column of some type needs to know, found once a schema. Immutable. */
final class Layout {
    private static final Layout[] NONE = {};

    /** Which buffers a column has. */
    enum Kind {
        NULLS,
        BOOLS,
        SCALARS,
        BYTES,
        BYTE_VIEWS,
        LIST,
        LIST_VIEW,
        FIXED_LIST,
        STRUCT,
        MAP,
        UNION,
        RUNS
    }

    final ArrowField field;
    final Kind kind;

    /** Whether bytes are text. */
    final boolean text;

    /** Whether offsets have 64 bits. */
    final boolean large;

    final @Nullable Scalar scalar;

    /** For a struct, else empty. */
    final Shape shape;

    /** For a union, else empty. */
    final List<String> branches;

    final byte[] childOf;

    final Layout[] children;

    private Layout(ArrowField field) {
        this.field = field;
        this.kind = kind(field.type());
        this.text = field.type() == ArrowType.Plain.UTF8
                || field.type() == ArrowType.Plain.LARGE_UTF8
                || field.type() == ArrowType.Plain.UTF8_VIEW;
        this.large = field.type() == ArrowType.Plain.LARGE_UTF8
                || field.type() == ArrowType.Plain.LARGE_BINARY
                || field.type() == ArrowType.Plain.LARGE_LIST
                || field.type() == ArrowType.Plain.LARGE_LIST_VIEW;
        this.scalar = Scalar.of(field.type());
        this.children = field.children().isEmpty()
                ? NONE
                : field.children().stream().map(Layout::of).toArray(Layout[]::new);
        List<String> names = field.children().stream().map(ArrowField::name).toList();
        this.shape = Shape.of(kind == Kind.STRUCT ? names : List.of());
        this.branches = kind == Kind.UNION ? names : List.of();
        this.childOf = field.type() instanceof ArrowType.Union union ? UnionColumn.childOf(union) : new byte[0];
    }

    static Layout of(ArrowField field) {
        return new Layout(field);
    }

    private static Kind kind(ArrowType type) {
        return switch (type) {
            case ArrowType.Plain plain ->
                switch (plain) {
                    case NULL -> Kind.NULLS;
                    case BOOL -> Kind.BOOLS;
                    case BINARY, UTF8, LARGE_BINARY, LARGE_UTF8 -> Kind.BYTES;
                    case BINARY_VIEW, UTF8_VIEW -> Kind.BYTE_VIEWS;
                    case LIST, LARGE_LIST -> Kind.LIST;
                    case LIST_VIEW, LARGE_LIST_VIEW -> Kind.LIST_VIEW;
                    case STRUCT -> Kind.STRUCT;
                    case RUN_END_ENCODED -> Kind.RUNS;
                };
            case ArrowType.FixedList list -> Kind.FIXED_LIST;
            case ArrowType.MapType map -> Kind.MAP;
            case ArrowType.Union union -> Kind.UNION;
            case ArrowType.Int other -> Kind.SCALARS;
            case ArrowType.Floating other -> Kind.SCALARS;
            case ArrowType.Decimal other -> Kind.SCALARS;
            case ArrowType.Date other -> Kind.SCALARS;
            case ArrowType.Time other -> Kind.SCALARS;
            case ArrowType.Timestamp other -> Kind.SCALARS;
            case ArrowType.Interval other -> Kind.SCALARS;
            case ArrowType.FixedBinary other -> Kind.SCALARS;
            case ArrowType.Duration other -> Kind.SCALARS;
        };
    }
}
