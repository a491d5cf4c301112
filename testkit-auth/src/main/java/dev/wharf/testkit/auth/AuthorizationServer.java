package dev.wharf.testkit.auth;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * Spring Authorization Server on a free port of 127.0.0.1, with one client that gets its tokens by client credentials
 * (RFC 6749, 4.4). Tokens are for the client itself: it is their audience. It prints {@code issuer = URL} once it
 * serves, and runs until it is killed.
 */
@EnableAutoConfiguration
public class AuthorizationServer {
    private static final String CLIENT = "spring.security.oauth2.authorizationserver.client.test.registration.";

    /** Arguments: client id, client secret, scope. */
    public static void main(String[] args) {
        SpringApplication server = new SpringApplication(AuthorizationServer.class);
        server.setDefaultProperties(Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", "0"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.main.lazy-initialization", "true"),
                Map.entry("spring.jmx.enabled", "false"),
                Map.entry("logging.level.root", "warn"),
                Map.entry(CLIENT + "client-id", args[0]),
                Map.entry(CLIENT + "client-secret", "{noop}" + args[1]),
                Map.entry(CLIENT + "client-authentication-methods", "client_secret_basic"),
                Map.entry(CLIENT + "authorization-grant-types", "client_credentials"),
                Map.entry(CLIENT + "scopes", args[2])));
        int port = ((ServletWebServerApplicationContext) server.run())
                .getWebServer()
                .getPort();
        System.out.println("issuer = http://127.0.0.1:" + port);
    }
}
