package dev.wharf.e2e;

import dev.wharf.endpoint.HttpAddress;
import dev.wharf.handler.HandlerLoop;
import dev.wharf.telemetry.Telemetry;
import dev.wharf.testkit.Await;

/** A handler loop at work, with its pages. One thread. */
final class WatchedLoop implements AutoCloseable {
    private final HandlerLoop loop;
    private final Telemetry telemetry;
    private final HealthPages pages;
    private final Thread thread;

    private WatchedLoop(HandlerLoop loop) {
        this.loop = loop;
        this.telemetry = Telemetry.open(HttpAddress.loopback(0), loop, "test");
        this.pages = new HealthPages(telemetry.url());
        this.thread = Thread.ofPlatform().name("watched").start(() -> run(loop));
    }

    private static void run(HandlerLoop loop) {
        try {
            var unused = loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static WatchedLoop start(HandlerLoop loop) {
        WatchedLoop watched = new WatchedLoop(loop);
        var unused = watched.pages.untilReady();
        return watched;
    }

    /** The same without waiting. */
    static WatchedLoop begin(HandlerLoop loop) {
        return new WatchedLoop(loop);
    }

    HealthPages pages() {
        return pages;
    }

    /** Asks it to stop, and does not wait. */
    void stop() {
        loop.stop();
    }

    @Override
    public void close() {
        loop.stop();
        Await.until("the end of the loop", Await.LIMIT, () -> !thread.isAlive());
        pages.close();
        telemetry.close();
    }
}
