package dev.wharf.stage.internal;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.problem.Location;
import dev.wharf.problem.Problem;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageContext;
import dev.wharf.stage.StageProvider;
import dev.wharf.stage.TransformStage;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One transform by itself, fed with records of a topic. */
final class OneStage {
    static final long TIMESTAMP = 1_704_067_200_000L;

    final List<Problem> problems = new ArrayList<>();
    final List<WharfRecord> emitted = new ArrayList<>();

    private final Fields fields = new Fields();
    private final TransformStage.@Nullable Transform transform;

    private OneStage(StageProvider provider, Map<String, Object> values) {
        StageConfig config = new StageConfig(
                "it", Place.TRANSFORM, provider.descriptor(), values, Map.of(), Location.NOWHERE, false, problems);
        boolean sound = provider.create(config) instanceof TransformStage && problems.isEmpty();
        transform = sound && provider.create(config) instanceof TransformStage stage ? stage.open(context()) : null;
    }

    static OneStage filter(String column, String operator, Object value) {
        return new OneStage(new FilterApply(), Map.of("column", column, "operator", operator, "value", value));
    }

    static OneStage map(String expression, String output) {
        return new OneStage(new MapApply(), Map.of("expression", expression, "output_column", output));
    }

    static OneStage select(String... columns) {
        return new OneStage(new SelectApply(), Map.of("columns", List.of((Object[]) columns)));
    }

    private StageContext context() {
        return new StageContext() {
            @Override
            public String id() {
                return "it";
            }

            @Override
            public String pipeline() {
                return "trial";
            }

            @Override
            public Fields fields() {
                return fields;
            }
        };
    }

    /** A record of {@code events-2@17}. */
    WharfRecord record(@Nullable String key, byte @Nullable [] value) {
        Slice slice = new Slice(new Origin("events", 2), new Decoding(JsonCodec.JSON, fields, true), 18);
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new WharfRecord(slice, 17, TIMESTAMP, Payload.of(keyBytes), Payload.of(value), null);
    }

    WharfRecord record(@Nullable String value) {
        return record("k", value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    TransformStage.Outcome apply(WharfRecord record) {
        if (transform == null) {
            throw new IllegalStateException(problems.toString());
        }
        return transform.apply(record, emitted::add);
    }

    TransformStage.Outcome apply(@Nullable String value) {
        return apply(record(value));
    }

    /** What becomes of one value, as text. */
    String made(String value) {
        apply(value);
        return text(emitted.get(emitted.size() - 1));
    }

    static String text(WharfRecord record) {
        byte[] bytes = record.value().array();
        return bytes == null ? "(tombstone)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
