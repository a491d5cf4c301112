package dev.wharf.registry;

import dev.wharf.endpoint.HttpService.Request;
import java.util.regex.Pattern;

/**
 * Keeps pages in a browser away from a registry that asks nobody for a password: those of other sites, and those that
 * have given this machine's address a name of theirs.
 *
 * @param loopback whether it listens for this machine only
 */
record Guard(boolean loopback) {
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    static Guard of(String host) {
        return new Guard(THIS_MACHINE.matcher(host).matches());
    }

    /** @throws Refusal 403 for such a request */
    void require(Request request) {
        String host = request.header("Host");
        if (loopback && !host.isEmpty() && !THIS_MACHINE.matcher(host).matches()) {
            throw Refusal.of(403, "this registry listens on this machine only, and is no '" + host + "'");
        }
        String origin = request.header("Origin");
        if (!origin.isEmpty() && !origin.equals("http://" + host)) {
            throw Refusal.of(403, "a page of '" + origin + "' may not use this registry");
        }
    }
}
