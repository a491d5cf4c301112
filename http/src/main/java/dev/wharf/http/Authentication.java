package dev.wharf.http;

import java.net.URI;

/** How to log in. No text form shows a secret. */
public sealed interface Authentication {

    /** Not at all. */
    enum None implements Authentication {
        NONE
    }

    /** By name and password, in each request. */
    record Basic(String username, String password) implements Authentication {
        @Override
        public String toString() {
            return "basic";
        }
    }

    /** By a token that does not change. */
    record Bearer(String token) implements Authentication {
        @Override
        public String toString() {
            return "bearer";
        }
    }

    /**
     * By tokens that a server gives for name and secret of this client.
     *
     * @param scope what to ask for; empty for what the server gives by default
     */
    record OAuth(URI tokenUrl, String clientId, String clientSecret, String scope) implements Authentication {
        @Override
        public String toString() {
            return "oauth of " + tokenUrl.getHost();
        }
    }
}
