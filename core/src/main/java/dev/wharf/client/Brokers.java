package dev.wharf.client;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of {@code bootstrap.servers}: HOST:PORT, several with commas between them. */
public final class Brokers {
    /** What Kafka's clients take for an address. */
    private static final Pattern BROKER = Pattern.compile("(?:[\\w.%-]+://)?(?:\\[[\\w:.%-]+]|[\\w:.%-]+):(\\d{1,5})");

    private static final int LAST_PORT = 65_535;

    private Brokers() {}

    /** What is wrong with the list, or empty; says nothing of whether the brokers are there. */
    public static Optional<String> problem(String brokers) {
        return Arrays.stream(brokers.split(",", -1))
                .map(String::strip)
                .filter(broker -> !isBroker(broker))
                .findFirst()
                .map(broker -> "\"" + broker + "\" is no broker; write HOST:PORT, several with commas between them");
    }

    private static boolean isBroker(String broker) {
        Matcher parts = BROKER.matcher(broker);
        if (!parts.matches()) {
            return false;
        }
        int port = Integer.parseInt(parts.group(1));
        return port > 0 && port <= LAST_PORT;
    }
}
