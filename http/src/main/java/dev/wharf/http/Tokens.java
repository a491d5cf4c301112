package dev.wharf.http;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.wharf.error.WharfException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth 2.0 for a client's own name and secret. One is kept until shortly before it expires; many who need
 * one at the same time ask once. Any thread.
 */
final class Tokens implements Login {
    /** A token is not used in the last tenth of its life, and not in its last minute if it lives longer than that. */
    private static final long MARGIN_SHARE = 10;

    private static final Duration MAX_MARGIN = Duration.ofMinutes(1);
    /** Of one that does not say how long it lives. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    private final Authentication.OAuth client;
    private final HttpCaller server;
    private final Timing timing;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final SingleFlight<Authentication.OAuth, Held> flight = new SingleFlight<>();

    /** @param server that gives tokens, with nothing behind its URL */
    Tokens(Authentication.OAuth client, HttpCaller server, Timing timing) {
        this.client = client;
        this.server = server;
        this.timing = timing;
    }

    private record Held(String header, long untilNanos) {}

    @Override
    public Optional<String> header(long deadlineNanos) {
        Held now = fresh();
        return Optional.of((now == null ? flight.get(client, () -> fetch(deadlineNanos)) : now).header());
    }

    private @Nullable Held fresh() {
        Held now = held.get();
        return now != null && timing.nanos().getAsLong() - now.untilNanos() < 0 ? now : null;
    }

    @Override
    public boolean renewable() {
        return true;
    }

    /** Unless another has renewed it meanwhile. */
    @Override
    public void refused(String header) {
        Held now = held.get();
        if (now != null && now.header().equals(header)) {
            held.compareAndSet(now, null);
        }
    }

    private Held fetch(long deadlineNanos) {
        Held meanwhile = fresh();
        if (meanwhile != null) {
            return meanwhile;
        }
        long asked = timing.nanos().getAsLong();
        AccessToken token = token(ask(deadlineNanos));
        Duration life = token.getLifetime() > 0 ? Duration.ofSeconds(token.getLifetime()) : USUAL_LIFE;
        Duration share = life.dividedBy(MARGIN_SHARE);
        Duration margin = share.compareTo(MAX_MARGIN) < 0 ? share : MAX_MARGIN;
        Held fetched = new Held(
                "Bearer " + token.getValue(), asked + life.minus(margin).toNanos());
        held.set(fetched);
        return fetched;
    }

    private HttpAnswer ask(long deadlineNanos) {
        Scope scope = client.scope().isEmpty() ? null : Scope.parse(client.scope());
        TokenRequest.Builder builder = new TokenRequest.Builder(
                client.tokenUrl(),
                new ClientSecretBasic(new ClientID(client.clientId()), new Secret(client.clientSecret())),
                new ClientCredentialsGrant());
        HTTPRequest request =
                (scope == null ? builder : builder.scope(scope)).build().toHTTPRequest();
        byte[] form = request.getBody().getBytes(StandardCharsets.UTF_8);
        HttpCall call = HttpCall.post("", HttpBody.of(form, "application/x-www-form-urlencoded"))
                .with("Accept", "application/json")
                .asRepeatable();
        for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
            if (!header.getKey().equalsIgnoreCase("content-type")) {
                call = call.with(header.getKey(), String.join(", ", header.getValue()));
            }
        }
        return server.call(call, server.whole(), deadlineNanos);
    }

    /** Says the code of an error and nothing else of what was answered: who knows what else is in it. */
    private AccessToken token(HttpAnswer answer) {
        try {
            HTTPResponse response = new HTTPResponse(answer.status());
            response.setHeader(
                    "Content-Type", answer.head().header("content-type").orElse("application/json"));
            response.setBody(answer.text());
            if (TokenResponse.parse(response) instanceof AccessTokenResponse success) {
                return success.getTokens().getAccessToken();
            }
            String code = TokenResponse.parse(response)
                    .toErrorResponse()
                    .getErrorObject()
                    .getCode();
            throw refusal(answer, "it says " + code, null);
        } catch (ParseException e) {
            throw refusal(answer, "its answer is not that of a token server", null);
        }
    }

    private WharfException refusal(HttpAnswer answer, String reason, @Nullable Throwable cause) {
        boolean passing = Statuses.passing(answer.status());
        return new HttpFailure(
                passing ? HttpFailure.Kind.BROKEN : HttpFailure.Kind.LOGIN,
                "no token from " + client.tokenUrl() + " (HTTP " + answer.status() + "): " + reason
                        + "; check client id, secret and scope",
                cause);
    }
}
