package dev.wharf.protobuf;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.List;

/** The record of five fields that formats are compared by. */
final class Flat {
    static final String TEXT = """
        syntax = "proto3";
        package bench;
        message Event { string id = 1; double amount = 2; int64 time = 3; string event = 4; int32 count = 5; }
        """;
    static final ProtobufCodec CODEC =
            ProtobufCodec.of(ProtobufSchema.parse(TEXT).message("bench.Event"));
    static final Value.Row VALUE = Value.Row.of(
            Shape.of(List.of("id", "amount", "time", "event", "count")),
            new Value.Text("6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11"),
            new Value.Float64(123.45),
            new Value.Int(1_700_000_000_000L, Value.IntType.I64),
            new Value.Text("purchase-completed-by-card-9"),
            new Value.Int(4711, Value.IntType.I32));

    private Flat() {}
}
