package dev.wharf.stage.internal;

import dev.wharf.record.WharfRecord;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageContext;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.stage.TransformStage;
import java.util.List;
import java.util.Set;

/** {@code decode.apply}: makes sure that values can be decoded, so that one place decides about those that cannot. */
public final class DecodeApply implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "decode.apply",
                Set.of(Place.TRANSFORM),
                "Decodes each value, and passes it on as it is; what cannot be decoded is dealt with by on_error here.",
                List.of(),
                """
                [[stages]]
                id = "readable"
                function = "decode.apply"
                inputs = ["orders"]
                on_error = "skip"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        return new Decode();
    }

    private record Decode() implements TransformStage {
        @Override
        public Transform open(StageContext context) {
            return Decode::apply;
        }

        private static Outcome apply(WharfRecord record, Output output) {
            if (!record.isTombstone()) {
                record.requireDecodable();
            }
            output.emit(record);
            return Outcome.PASSED;
        }

        @Override
        public String summary() {
            return "";
        }
    }
}
