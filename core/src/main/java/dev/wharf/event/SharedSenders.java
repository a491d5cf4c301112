package dev.wharf.event;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of a process that are shared, one for each settings. Any thread. */
final class SharedSenders {
    private static final Map<EventSettings, Shared> OPEN = new HashMap<>();

    private SharedSenders() {}

    /** Opening happens once, whoever asks at the same time: they wait for it, and nobody else does. */
    static EventSender take(EventSettings settings) {
        Shared shared;
        synchronized (OPEN) {
            shared = OPEN.computeIfAbsent(settings, Shared::new);
            shared.users++;
        }
        try {
            return shared.sender();
        } catch (RuntimeException e) {
            shared.giveBack();
            throw e;
        }
    }

    private static final class Shared {
        private final EventSettings settings;
        /** Guarded by the map. */
        private int users;
        /** Guarded by this. */
        private @Nullable EventSender sender;

        Shared(EventSettings settings) {
            this.settings = settings;
        }

        synchronized EventSender sender() {
            EventSender open = sender;
            if (open == null) {
                open = EventSender.open(settings, this::giveBack);
                sender = open;
            }
            return open;
        }

        private void giveBack() {
            synchronized (OPEN) {
                users--;
                if (users > 0) {
                    return;
                }
                OPEN.remove(settings);
            }
            // Outside that lock: it may take a while, and others may open another meanwhile.
            close();
        }

        private synchronized void close() {
            if (sender != null) {
                sender.close();
            }
        }
    }
}
