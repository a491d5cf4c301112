package dev.wharf.telemetry;

import dev.wharf.endpoint.HttpAddress;
import dev.wharf.endpoint.HttpEndpoint;
import dev.wharf.endpoint.HttpEndpoint.Answer;
import dev.wharf.json.PlainJson;
import dev.wharf.status.Observed;
import java.util.List;
import java.util.Map;

/**
 * Serves what a run tells of itself: {@code /metrics} for Prometheus, {@code /live} and {@code /ready} for probes,
 * {@code /health} for people and programs. Looking costs the run nothing. Opened and closed by any one thread.
 */
public final class Telemetry implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpEndpoint endpoint;

    private Telemetry(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Serves from now on.
     *
     * @param version of the program
     * @throws dev.wharf.error.WharfException with {@code ENVIRONMENT} if the address cannot be listened on
     */
    public static Telemetry open(HttpAddress address, Observed run, String version) {
        Metrics metrics = new Metrics(run, version);
        return new Telemetry(HttpEndpoint.open(
                address,
                Map.of(
                        "/metrics", metrics::page,
                        "/live", accept -> inWords("live", Health.notLive(run.status())),
                        "/ready", accept -> inWords("ready", Health.notReady(run.status())),
                        "/health", accept -> health(run))));
    }

    private static Answer inWords(String word, List<String> reasons) {
        return reasons.isEmpty()
                ? Answer.text(OK, word + "\n")
                : Answer.text(UNAVAILABLE, "not " + word + "\n" + String.join("\n", reasons) + "\n");
    }

    private static Answer health(Observed run) {
        Health health = Health.of(run.status());
        return Answer.json(health.ready() ? OK : UNAVAILABLE, PlainJson.pretty(health.asMap()) + "\n");
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return endpoint.url();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
