package dev.wharf.event;

import java.util.HashMap;
import java.util.Map;

/** The connections of a process that are shared, one for each settings. Any thread. */
final class SharedSenders {
    private static final Map<EventSettings, Shared> OPEN = new HashMap<>();

    private SharedSenders() {}

    private static final class Shared {
        private final EventSender sender;
        private int users;

        Shared(EventSender sender) {
            this.sender = sender;
        }
    }

    /** Opening happens once, whoever asks at the same time: they wait for it. */
    static EventSender take(EventSettings settings) {
        synchronized (OPEN) {
            Shared shared = OPEN.computeIfAbsent(
                    settings, wanted -> new Shared(EventSender.open(wanted, () -> giveBack(wanted))));
            shared.users++;
            return shared.sender;
        }
    }

    private static void giveBack(EventSettings settings) {
        EventSender last = null;
        synchronized (OPEN) {
            Shared shared = OPEN.get(settings);
            if (shared != null && --shared.users == 0) {
                OPEN.remove(settings);
                last = shared.sender;
            }
        }
        if (last != null) { // outside the lock: it may take a while, and others may open another meanwhile
            last.close();
        }
    }
}
