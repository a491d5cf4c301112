package dev.wharf.cli;

import dev.wharf.error.WharfException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;

/**
 * What became of each topic of a command. A problem with one does not keep the others from being done; each is told at
 * once, or as JSON at the end. For one thread.
 */
final class TopicsTally {
    private final String verb;
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<Map<String, Object>> told = new ArrayList<>();
    private int exitCode;

    /** A tally of what is, say, "created". */
    TopicsTally(String verb, boolean json, CommandLine command) {
        this.verb = verb;
        this.json = json;
        this.out = command.getOut();
        this.err = command.getErr();
    }

    /**
     * Does the work on one topic; what the brokers have against it is its own problem.
     *
     * @throws WharfException what would meet the next topic, too: no broker answers
     */
    void each(String topic, Runnable work) {
        try {
            work.run();
        } catch (WharfException e) {
            boolean itsOwn = e.getCause() instanceof ApiException && !(e.getCause() instanceof RetriableException);
            if (!itsOwn) {
                finish();
                throw e;
            }
            problem(topic, "topic " + topic + ": " + e.getMessage(), Main.exitCode(e));
        }
    }

    void done(String topic, String line) {
        tell(topic, true, line, "");
    }

    /** It was as wanted already. */
    void unchanged(String topic, String line) {
        tell(topic, false, line, "");
    }

    void problem(String topic, String text, int code) {
        exitCode = Math.max(exitCode, code);
        tell(topic, false, "", text);
    }

    private void tell(String topic, boolean done, String line, String problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", topic);
        map.put(verb, done);
        map.put("problem", problem);
        told.add(map);
        if (!problem.isEmpty()) {
            err.println("wharf: " + problem);
            err.flush();
        } else if (!json) {
            out.println(line);
            out.flush();
        }
    }

    /** Prints what is left to print; gives the exit code, that of the worst problem. */
    int finish() {
        if (json) {
            out.println(Json.pretty(told));
            out.flush();
        }
        return exitCode;
    }
}
