package dev.wharf.event;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Names for Kafka's clients by which operators find them in the brokers' logs. */
final class ClientIds {
    private static final int RANDOM_DIGITS = 8;

    private ClientIds() {}

    /** Unique: the service or group, the host, and a random number. */
    static String of(String name) {
        return name + "-" + host() + "-" + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine without a name of its own
        }
    }
}
