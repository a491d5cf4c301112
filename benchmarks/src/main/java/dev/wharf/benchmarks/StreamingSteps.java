package dev.wharf.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The work of both benches on Jackson's streaming parser, as a careful engineer would write it by hand. */
final class StreamingSteps {
    private static final double LEAST_AMOUNT = 100;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private final ByteArrayBuilder buffer = new ByteArrayBuilder(512);

    static ValueStep of(Bench bench) {
        StreamingSteps steps = new StreamingSteps();
        return switch (bench) {
            case FILTER, ONCE -> steps::filter;
            case PROJECT -> steps::project;
            default -> throw new IllegalArgumentException(bench + " has no such contestant");
        };
    }

    private byte @Nullable [] filter(byte[] value) throws IOException {
        boolean passes = false;
        try (JsonParser parser = json.createParser(value)) {
            startObject(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("amount");
                JsonToken token = parser.nextToken();
                if (wanted) {
                    passes = token.isNumeric() && parser.getDoubleValue() >= LEAST_AMOUNT;
                } else {
                    parser.skipChildren();
                }
            }
            endDocument(parser);
        }
        return passes ? value : null;
    }

    private byte @Nullable [] project(byte[] value) throws IOException {
        double amount = Double.NaN;
        long quantity = 0;
        long userId = 0;
        String amountText = "";
        String id = "";
        try (JsonParser parser = json.createParser(value)) {
            startObject(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "id" -> id = parser.getText();
                    case "user_id" -> userId = parser.getLongValue();
                    case "amount" -> {
                        if (token.isNumeric()) {
                            amount = parser.getDoubleValue();
                            amountText = parser.getText();
                        }
                    }
                    case "quantity" -> quantity = parser.getLongValue();
                    default -> parser.skipChildren();
                }
            }
            endDocument(parser);
        }
        return amount >= LEAST_AMOUNT ? write(id, userId, amountText, quantity, amount * quantity) : null;
    }

    private byte[] write(String id, long userId, String amount, long quantity, double total) throws IOException {
        buffer.reset();
        try (JsonGenerator generator = json.createGenerator(buffer)) {
            generator.writeStartObject();
            generator.writeStringField("id", id);
            generator.writeNumberField("user_id", userId);
            generator.writeFieldName("amount");
            generator.writeNumber(amount);
            generator.writeNumberField("quantity", quantity);
            generator.writeNumberField("total", total);
            generator.writeEndObject();
        }
        return buffer.toByteArray();
    }

    private static void startObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not an object");
        }
    }

    private static void endDocument(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more after the end of the object");
        }
    }
}
