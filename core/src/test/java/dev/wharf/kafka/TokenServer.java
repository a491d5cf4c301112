package dev.wharf.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Gives signed tokens to the one client that it knows, by client credentials (RFC 6749, 4.4), and publishes the key
 * that they can be checked with.
 */
final class TokenServer implements AutoCloseable {
    static final String CLIENT_ID = "wharf";
    static final String CLIENT_SECRET = "s3cr3t-canary";

    private final HttpServer server;
    private final RsaJsonWebKey key;
    private final String audience;
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @param audience whom the tokens are for
     */
    TokenServer(String audience) throws IOException, JoseException {
        this.audience = audience;
        key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("of-this-run");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/keys", exchange -> answer(exchange, 200, keys()));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String tokenUrl() {
        return issuer() + "/token";
    }

    String keysUrl() {
        return issuer() + "/keys";
    }

    /** The tokens that were given. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    private String keys() {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!known(exchange)) {
            answer(exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"no such client\"}");
            return;
        }
        String token = signed();
        tokens.add(token);
        answer(exchange, 200, "{\"token_type\":\"Bearer\",\"expires_in\":600,\"access_token\":\"" + token + "\"}");
    }

    private static boolean known(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String login = CLIENT_ID + ":" + CLIENT_SECRET;
        String expected = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return List.of(form.split("&")).contains("grant_type=client_credentials")
                && expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private String signed() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(audience);
        claims.setSubject(CLIENT_ID);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
