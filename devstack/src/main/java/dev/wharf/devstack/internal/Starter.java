package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the folder's broker or starts one. The caller holds the lease, so a broker that is up stays up.
 *
 * <p>Everything happens under {@code start.lock}. So while {@code broker.lock} can't be had, its holder is a broker:
 * ready, still starting for a starter that was killed, or ending because it was told to. All three end in an address or
 * in a free lock.
 */
public final class Starter {

    /** Exit code of a child that found another one in the folder. */
    public static final int EXIT_IN_USE = 3;

    /** Begins the line in the child's output that says why it can't start. */
    public static final String FAILED = "broker not started: ";

    private static final long LOG_MAX_BYTES = 1L << 20;
    private static final int TAIL_BYTES = 8192;
    private static final int TAIL_LINES = 5;
    private static final String DISK_FULL = "No space left on device";
    private static final List<String> JVM_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private final BrokerFolder folder;
    private final ChildCommand command;
    private final Deadline deadline;

    public Starter(BrokerFolder folder, ChildCommand command, Deadline deadline) {
        this.folder = folder;
        this.command = command;
        this.deadline = deadline;
    }

    /** The address of a broker that is ready. */
    public Address findOrStart() {
        LockFile start =
                deadline.await(() -> LockFile.tryExclusive(folder.startLock())).orElseThrow(this::startLockTaken);
        try {
            return deadline.await(this::attempt).orElseThrow(this::notReady);
        } finally {
            start.close();
        }
    }

    private DevstackException startLockTaken() {
        return new DevstackException("another process has been starting the embedded Kafka broker in " + folder.path()
                + " for " + deadline.limit().toSeconds() + " s; see " + folder.log());
    }

    private DevstackException notReady() {
        return new DevstackException("the embedded Kafka broker in " + folder.path() + " was not ready within "
                + deadline.limit().toSeconds() + " s; see " + folder.log() + ", or allow it more time");
    }

    private Optional<Address> attempt() {
        Optional<LockFile> free = LockFile.tryExclusive(folder.brokerLock());
        if (free.isEmpty()) {
            // A process id that is gone: an address left by a broker before the one that took the lock just now.
            return folder.readAddress().filter(Address::alive);
        }
        try {
            folder.deleteAddress();
        } finally {
            free.get().close();
        }
        return startChild();
    }

    /** Empty when the child found another broker that was quicker. */
    private Optional<Address> startChild() {
        Folders.requireSpace(folder.path(), Folders.BROKER_MIN_FREE_BYTES);
        long logStart = rotateLog();
        Process child = launch();
        boolean decided = false;
        try {
            while (child.isAlive() && !deadline.passed()) {
                Optional<Address> address = folder.readAddress();
                if (address.isPresent()) {
                    decided = true;
                    return address;
                }
                deadline.pause();
            }
            decided = !child.isAlive();
        } finally {
            if (!decided) {
                child.destroyForcibly();
            }
        }
        if (!decided || child.exitValue() == EXIT_IN_USE) {
            return Optional.empty();
        }
        throw new DevstackException("the embedded Kafka broker in " + folder.path() + " could not be started: "
                + reason(child.exitValue(), logStart) + " (log: " + folder.log() + ")");
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command.line(folder.path()))
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        // Meant for the command that the user started, a debugger's port for instance.
        JVM_VARIABLES.forEach(builder.environment()::remove);
        try {
            Process child = builder.start();
            child.getOutputStream().close();
            return child;
        } catch (IOException e) {
            throw new DevstackException(
                    "the embedded Kafka broker in " + folder.path() + " could not be started (" + e.getMessage()
                            + "); is " + command.java() + " a Java command, and can " + folder.log() + " be written?",
                    e);
        }
    }

    /** Keeps the log bounded: past its limit the next start puts it aside, over the one before. Returns its length. */
    private long rotateLog() {
        Path log = folder.log();
        try {
            long bytes = Files.exists(log) ? Files.size(log) : 0;
            if (bytes <= LOG_MAX_BYTES) {
                return bytes;
            }
            Files.move(log, folder.path().resolve("kafka.log.old"), StandardCopyOption.REPLACE_EXISTING);
            return 0;
        } catch (IOException e) {
            throw new DevstackException(log + " cannot be put aside (" + Reasons.of(e) + ")", e);
        }
    }

    /** A full disk, or what the child said itself, else the last lines of its output. */
    private String reason(int exitCode, long logStart) {
        List<String> lines =
                tail(logStart).lines().filter(line -> !line.isBlank()).toList();
        if (lines.stream().anyMatch(line -> line.contains(DISK_FULL)) || Folders.isFull(folder.path())) {
            return "no space is left on the disk of " + folder.path() + "; free some, or choose another folder";
        }
        return lines.stream()
                .filter(line -> line.startsWith(FAILED))
                .map(line -> line.substring(FAILED.length()))
                .findFirst()
                .orElseGet(() -> "its process ended with exit code " + exitCode
                        + lines.stream()
                                .skip(Math.max(0, lines.size() - TAIL_LINES))
                                .collect(Collectors.joining(" | ", ": ", "")));
    }

    private String tail(long logStart) {
        try (RandomAccessFile log = new RandomAccessFile(folder.log().toFile(), "r")) {
            long from = Math.max(logStart, log.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(its log cannot be read: " + Reasons.of(e) + ")";
        }
    }
}
