package dev.wharf.benchmarks;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The work of both benches on Jackson's tree, as most people write it. */
final class TreeSteps {
    private static final double LEAST_AMOUNT = 100;

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static ValueStep of(Bench bench) {
        TreeSteps steps = new TreeSteps();
        return switch (bench) {
            case FILTER -> steps::filter;
            case PROJECT -> steps::project;
            default -> throw new IllegalArgumentException(bench + " has no such contestant");
        };
    }

    private byte @Nullable [] filter(byte[] value) throws IOException {
        return passes(mapper.readTree(value)) ? value : null;
    }

    private byte @Nullable [] project(byte[] value) throws IOException {
        JsonNode row = mapper.readTree(value);
        if (!passes(row)) {
            return null;
        }
        ObjectNode out = mapper.createObjectNode();
        out.set("id", row.path("id"));
        out.set("user_id", row.path("user_id"));
        out.set("amount", row.path("amount"));
        out.set("quantity", row.path("quantity"));
        out.put("total", row.path("amount").asDouble() * row.path("quantity").asLong());
        return mapper.writeValueAsBytes(out);
    }

    private static boolean passes(JsonNode row) {
        JsonNode amount = row.path("amount");
        return amount.isNumber() && amount.doubleValue() >= LEAST_AMOUNT;
    }
}
