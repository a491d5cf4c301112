package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The files of a shared broker, by which processes that know nothing of each other agree on it.
 *
 * <p>Who may do what:
 * <ul>
 *   <li>{@code broker.lock} is held exclusively by the broker's process as long as it uses the data; for an instant
 *   also
 *       by a starter that holds {@code start.lock}, to see that there is no broker. Only who holds it changes the
 *       address.
 *   <li>{@code lease.lock} is held shared by every process that uses the broker. The broker stops only once it holds it
 *       exclusively, and keeps it so until its process has ended.
 *   <li>{@code start.lock} is held exclusively by the process that looks for the broker or starts it. The broker never
 *       takes it. The order is always lease, start, broker.
 * </ul>
 */
public record BrokerFolder(Path path) {

    /** Opens the folder, creating it if absent. */
    public static BrokerFolder open(Path folder) {
        return new BrokerFolder(Folders.create(folder));
    }

    public Path data() {
        return path.resolve("kafka");
    }

    public Path log() {
        return path.resolve("kafka.log");
    }

    public Path brokerLock() {
        return path.resolve("broker.lock");
    }

    public Path leaseLock() {
        return path.resolve("lease.lock");
    }

    public Path startLock() {
        return path.resolve("start.lock");
    }

    private Path addressFile() {
        return path.resolve("address");
    }

    /** Says where the ready broker listens. Readers see the whole file or none. */
    public void writeAddress(Address address) {
        Path draft = path.resolve("address.tmp");
        try {
            Files.writeString(draft, address.toText());
            Files.move(draft, addressFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DevstackException(addressFile() + " cannot be written (" + Reasons.of(e) + ")", e);
        }
    }

    /** What the file says; it counts only while {@code broker.lock} is held. */
    public Optional<Address> readAddress() {
        try {
            return Address.parse(Files.readString(addressFile()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new DevstackException(addressFile() + " cannot be read (" + Reasons.of(e) + ")", e);
        }
    }

    public void deleteAddress() {
        try {
            Files.deleteIfExists(addressFile());
        } catch (IOException e) {
            throw new DevstackException(addressFile() + " cannot be deleted (" + Reasons.of(e) + ")", e);
        }
    }
}
