package dev.wharf.e2e.plugin;

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
import dev.wharf.testkit.FailurePlan;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** {@code test.wait}: waits {@code wait_ms} with each record, and fails as a {@link FailurePlan} says for its id. */
public final class PlannedWait implements StageProvider {
    private static final String WAIT_MS = "wait_ms";

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required(WAIT_MS, Parameter.Type.INTEGER, "How long each record takes."));
        planNames()
                .forEach(name -> parameters.add(Parameter.required(name, Parameter.Type.TEXT, "Of the failure plan.")));
        return new StageDescriptor(
                "test.wait", Set.of(Place.TRANSFORM), "Waits, and fails as planned.", parameters, "");
    }

    private static Set<String> planNames() {
        return FailurePlan.of(0).parameters().keySet();
    }

    @Override
    public Stage create(StageConfig config) {
        Map<String, String> parameters = new HashMap<>();
        planNames().forEach(name -> parameters.put(name, config.text(name)));
        return new Planned(FailurePlan.of(parameters), config.integer(WAIT_MS));
    }

    private record Planned(FailurePlan plan, long waitMs) implements WaitingStage {
        @Override
        public Caller open(StageContext context) {
            Field id = context.fields().field("id");
            FailurePlan.Attempts attempts = plan.attempts();
            return (record, output) -> call(record, output, id, attempts);
        }

        private Outcome call(WharfRecord record, Output output, Field field, FailurePlan.Attempts attempts)
                throws InterruptedException {
            LockSupport.parkNanos(waitMs * 1_000_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!(record.get(field) instanceof Value.Int id)) {
                throw new PermanentFailure("no id");
            }
            if (plan.outcome(id.value()) instanceof FailurePlan.Permanent) {
                throw new PermanentFailure("permanent by plan");
            }
            if (attempts.failsNow(id.value())) {
                throw new TransientFailure("transient by plan");
            }
            output.emit(record);
            return Outcome.PASSED;
        }

        @Override
        public String summary() {
            return "waits " + waitMs + " ms and fails by plan";
        }
    }
}
