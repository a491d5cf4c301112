package dev.wharf.example;

import dev.wharf.failure.PermanentFailure;
import dev.wharf.failure.TransientFailure;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageContext;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.stage.TransformStage.Outcome;
import dev.wharf.stage.TransformStage.Output;
import dev.wharf.stage.WaitingStage;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code example.wait}: takes its time with each record, as a call to a slow service does, and fails for some. */
public final class Wait implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "example.wait",
                Set.of(Place.TRANSFORM),
                "Waits, as for an answer, and then passes the record on unchanged.",
                List.of(
                        Parameter.optional("wait_ms", Parameter.Type.INTEGER, "100", "How long each record takes."),
                        Parameter.optional(
                                "column", Parameter.Type.TEXT, null, "The field that decides which records fail."),
                        Parameter.optional(
                                "transient",
                                Parameter.Type.TEXTS,
                                null,
                                "Records whose field has one of these values fail at their first attempt."),
                        Parameter.optional(
                                "permanent",
                                Parameter.Type.TEXTS,
                                null,
                                "Records whose field has one of these values fail at every attempt.")),
                """
                [[stages]]
                id = "check"
                function = "example.wait"
                inputs = ["orders"]

                [stages.config]
                wait_ms = 20
                column = "country"
                permanent = ["Atlantis"]
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        long waitMs = config.integer("wait_ms");
        if (waitMs < 0) {
            config.problem("wait_ms", "wait_ms = " + waitMs + " is negative");
        }
        for (String failing : List.of("transient", "permanent")) {
            if (config.has(failing) && !config.has("column")) {
                config.problem(failing, failing + " needs column, the field to look at");
            }
        }
        return new WaitStage(
                waitMs,
                config.text("column"),
                Set.copyOf(config.texts("transient")),
                Set.copyOf(config.texts("permanent")));
    }

    private record WaitStage(long waitMs, String column, Set<String> transients, Set<String> permanents)
            implements WaitingStage {
        @Override
        public Caller open(StageContext context) {
            return new WaitCaller(this, context.fields().field(column));
        }

        @Override
        public String summary() {
            return "waits " + waitMs + " ms";
        }
    }

    /** Many threads call it, each with a record of its own. */
    private static final class WaitCaller implements WaitingStage.Caller {
        private final WaitStage stage;
        private final Field field;
        /** Those that failed once and have not come back. */
        private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

        WaitCaller(WaitStage stage, Field field) {
            this.stage = stage;
            this.field = field;
        }

        /** An interrupt, when the deadline is over or the run stops, ends the waiting. */
        @Override
        public Outcome call(WharfRecord record, Output output) throws InterruptedException {
            Thread.sleep(stage.waitMs());
            if (record.get(field) instanceof Value.Text text) {
                failIfAsked(record.position(), text.value());
            }
            output.emit(record);
            return Outcome.PASSED;
        }

        /** The kind of failure decides what becomes of the record. */
        private void failIfAsked(String position, String value) {
            if (stage.permanents().contains(value)) {
                throw new PermanentFailure(stage.column() + " is one of those that never pass");
            }
            if (stage.transients().contains(value) && failedOnce.add(position)) {
                throw new TransientFailure(stage.column() + " is one of those that pass at the second attempt");
            }
            failedOnce.remove(position);
        }
    }
}
