package dev.wharf.e2e.payload;

import java.util.concurrent.CountDownLatch;

/** Says where it is, and goes no further. */
public final class StandStill {
    private StandStill() {}

    /** If that is the place where the process was told to stop. */
    public static void at(String place) {
        if (!place.equals(System.getProperty("stop.at"))) {
            return;
        }
        System.out.println("standing still " + place);
        System.out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
