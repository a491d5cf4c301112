package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * This process's share in the lease of a folder's broker. File locks belong to a JVM as a whole, so all users in it
 * hold one shared lock between them, which goes with the last. Safe for use by several threads.
 */
public final class Lease {

    /** One entry for each folder that this JVM ever used; they are few. */
    private static final Map<Path, Lease> BY_FOLDER = new ConcurrentHashMap<>();

    private final BrokerFolder folder;
    private int users;
    private @Nullable LockFile lock;

    private Lease(BrokerFolder folder) {
        this.folder = folder;
    }

    /** Joins the users of the folder's broker. Waits for a broker that is just stopping until its process has ended. */
    public static Lease take(BrokerFolder folder, Deadline deadline) {
        Lease lease = BY_FOLDER.computeIfAbsent(folder.path(), path -> new Lease(folder));
        lease.join(deadline);
        return lease;
    }

    private synchronized void join(Deadline deadline) {
        if (users == 0) {
            lock = deadline.await(() -> LockFile.tryShared(folder.leaseLock()))
                    .orElseThrow(() -> new DevstackException("the embedded Kafka broker in " + folder.path()
                            + " is stopping and has not finished within "
                            + deadline.limit().toSeconds()
                            + " s; see " + folder.log() + ", or end its process and try again"));
        }
        users++;
    }

    /** Leaves; call once for each {@link #take}. */
    public synchronized void giveBack() {
        users--;
        if (users == 0 && lock != null) {
            lock.close();
            lock = null;
        }
    }
}
