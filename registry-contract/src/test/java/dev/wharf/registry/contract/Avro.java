package dev.wharf.registry.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Avro schemas for tests. */
final class Avro {
    private Avro() {}

    /** A record with fields of type int; one that is written with a {@code =} behind it has a default. */
    static NewSchema record(String name, String... fields) {
        ObjectNode record = Http.JSON.createObjectNode().put("type", "record").put("name", name);
        ArrayNode all = record.putArray("fields");
        for (String field : fields) {
            ObjectNode one = all.addObject().put("name", field.replace("=", "")).put("type", "int");
            if (field.endsWith("=")) {
                one.put("default", 0);
            }
        }
        return NewSchema.avro(record.toString());
    }
}
