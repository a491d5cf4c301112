package dev.wharf.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one line of JSON that a contestant prints when it is done.
 *
 * @param whole since the start of its JVM
 * @param steady between the first records polled and the last offsets committed
 * @param recordsOut records sent, null where the contestant does not say
 */
record ContestantReport(
        @JsonProperty("contestant") String contestant,
        @JsonProperty("whole") Reading whole,
        @JsonProperty("steady") Reading steady,
        @JsonProperty("records_in") long recordsIn,
        @JsonProperty("records_out") @Nullable Long recordsOut) {
    private static final String START = "{\"contestant\":";

    /** Reads the clocks and prints the line. To be called last, with all clients closed. */
    static void print(PrintStream out, Contestant contestant, @Nullable Long recordsOut)
            throws JsonProcessingException {
        ContestantReport report = new ContestantReport(
                contestant.label(), Reading.now(), ConsumerProbe.steady(), ConsumerProbe.consumed(), recordsOut);
        // The mapper is made after the clocks were read: its start-up is no part of the contestant.
        out.println(new ObjectMapper().writeValueAsString(report));
    }

    /** Finds the line among others that the contestant may have printed. */
    static ContestantReport find(List<String> lines) throws JsonProcessingException {
        String line = lines.stream()
                .filter(candidate -> candidate.startsWith(START))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("the contestant printed no line " + START + "...}"));
        return new ObjectMapper().readValue(line, ContestantReport.class);
    }
}
