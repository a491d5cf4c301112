package dev.wharf.pipeline;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Settling;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.stage.OutsideContext;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SourceContext;
import dev.wharf.stage.TopicUse;
import dev.wharf.value.Fields;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What is the same for all stages of a run, and the views of it that stages get. */
record RunContext(
        Plan plan,
        RunOptions options,
        Fields fields,
        MemoryBudget budget,
        Consumer<String> announcements,
        Consumer<AutoCloseable> closedLast) {

    static ClientSettings resolve(ClientSettings settings, Optional<String> embedded) {
        if (!settings.brokers().equals(TopicUse.EMBEDDED)) {
            return settings;
        }
        return settings.at(embedded.orElseThrow(() -> new WharfException(
                ErrorCode.ENVIRONMENT, "no brokers are given and no embedded Kafka was started; give --brokers")));
    }

    ClientSettings resolve(ClientSettings settings) {
        return resolve(settings, options.embedded());
    }

    SourceContext source(String id, Settling settling) {
        return new ForSource(this, id, settling);
    }

    SinkContext sink(String id, boolean inputCommitsOffsets, NodeCounts.Fate fate) {
        return new ForSink(this, id, inputCommitsOffsets, fate);
    }

    /** What stages at both ends may know. */
    private abstract static class View implements OutsideContext {
        final RunContext run;
        private final String id;

        View(RunContext run, String id) {
            this.run = run;
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String pipeline() {
            return run.plan.name();
        }

        @Override
        public Fields fields() {
            return run.fields;
        }

        @Override
        public ClientSettings resolve(ClientSettings settings) {
            return RunContext.resolve(settings, run.options.embedded());
        }

        @Override
        public MemoryBudget budget() {
            return run.budget;
        }

        @Override
        public Optional<String> registry() {
            return run.options.registry();
        }

        @Override
        public void closes(AutoCloseable last) {
            run.closedLast.accept(last);
        }
    }

    private static final class ForSource extends View implements SourceContext {
        private final Settling settling;

        ForSource(RunContext run, String id, Settling settling) {
            super(run, id);
            this.settling = settling;
        }

        @Override
        public LoopSettings loop() {
            return run.plan.settings().loop();
        }

        @Override
        public List<TopicUse> passesOnTo() {
            List<TopicUse> uses = new ArrayList<>();
            run.plan.nodes().stream()
                    .filter(node -> node.id().equals(id()))
                    .flatMap(node -> PlanFacts.sinksOf(run.plan, node).stream())
                    .forEach(sink -> uses.addAll(sink.topics()));
            PlanFacts.deadLetterTopic(run.plan).ifPresent(uses::add);
            return uses;
        }

        @Override
        public Settling settling() {
            return settling;
        }

        @Override
        public InputStream standardInput() {
            return run.options.standardInput();
        }
    }

    private static final class ForSink extends View implements SinkContext {
        private final boolean inputCommitsOffsets;
        private final NodeCounts.Fate fate;

        ForSink(RunContext run, String id, boolean inputCommitsOffsets, NodeCounts.Fate fate) {
            super(run, id);
            this.inputCommitsOffsets = inputCommitsOffsets;
            this.fate = fate;
        }

        @Override
        public boolean inputCommitsOffsets() {
            return inputCommitsOffsets;
        }

        @Override
        public OutputStream standardOutput() {
            return run.options.standardOutput();
        }

        @Override
        public void announce(String line) {
            run.announcements.accept(id() + ": " + line);
        }

        @Override
        public void settled(long count) {
            fate.settled.addAndGet(count);
        }

        @Override
        public void returned(long count) {
            fate.returned.addAndGet(count);
        }
    }
}
