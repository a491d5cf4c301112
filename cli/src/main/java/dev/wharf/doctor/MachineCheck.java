package dev.wharf.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.wharf.doctor.Finding.Cause;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The machine that commands run on: Java, memory, disk, and what the embedded Kafka needs. */
final class MachineCheck {
    private static final int OLDEST_JAVA = 21;
    private static final long MIB = 1L << 20;
    private static final long LITTLE_HEAP = 128 * MIB;
    /** Below this the embedded Kafka does not start. */
    private static final long LEAST_DISK = 128 * MIB;

    private static final long LITTLE_DISK = 1024 * MIB;
    private static final Duration DISK_LIMIT = Duration.ofSeconds(5);

    private final Findings findings;

    MachineCheck(Findings findings) {
        this.findings = findings;
    }

    void java() {
        Runtime.Version version = Runtime.version();
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                // A property may hold a secret.
                .filter(flag -> flag.startsWith("-X") && !flag.startsWith("-Xlog") && !flag.startsWith("-XX:Shared"))
                .toList();
        String what = "Java " + version + " of " + System.getProperty("java.vendor", "an unknown vendor") + " in "
                + System.getProperty("java.home") + (flags.isEmpty() ? "" : ", with " + String.join(" ", flags));
        if (version.feature() < OLDEST_JAVA) {
            findings.problem(
                    "java",
                    Cause.ENVIRONMENT,
                    what,
                    "install a Java " + OLDEST_JAVA + " or newer, and set WHARF_JAVA_HOME to its folder");
        } else {
            findings.ok("java", what);
        }
    }

    void memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long machine = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
        String what = "heap of at most " + mib(heap)
                + (machine == Long.MAX_VALUE ? "" : ", machine or container " + mib(machine));
        if (heap < LITTLE_HEAP) {
            findings.warning("memory", what, "give it more: JAVA_OPTS=-Xmx512m");
        } else if (heap > machine) {
            findings.warning(
                    "memory",
                    what + ", so the process may be killed before the heap is full",
                    "set a heap that fits: JAVA_OPTS=-Xmx" + machine / 2 / MIB + "m");
        } else {
            findings.ok("memory", what);
        }
    }

    /** The folder may not be there yet: then it is the nearest one above it that counts. */
    void disk(Path folder) {
        try {
            judge(folder, Limited.call(DISK_LIMIT, () -> {
                Path there = existing(folder);
                long free = Files.getFileStore(there).getUsableSpace();
                return new Disk(there, Files.isWritable(there), free);
            }));
        } catch (Exception e) {
            findings.problem(
                    "disk",
                    Cause.ENVIRONMENT,
                    folder + " cannot be looked at: " + Reason.of(e),
                    "choose another folder with --data");
        }
    }

    private record Disk(Path there, boolean writable, long free) {}

    private static Path existing(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
            if (there == null) {
                throw new IOException("no folder above it is there either");
            }
        }
        return there;
    }

    private void judge(Path folder, Disk disk) {
        String what = mib(disk.free()) + " free for " + folder;
        if (!disk.writable() || !Files.isDirectory(disk.there())) {
            findings.problem(
                    "disk",
                    Cause.ENVIRONMENT,
                    disk.there() + (disk.writable() ? " is no folder" : " cannot be written"),
                    "mend its permissions, or choose another folder with --data");
        } else if (disk.free() < LEAST_DISK) {
            findings.problem(
                    "disk",
                    Cause.ENVIRONMENT,
                    what + "; the embedded Kafka needs " + mib(LEAST_DISK),
                    "free some space, or choose another folder with --data");
        } else if (disk.free() < LITTLE_DISK) {
            findings.warning("disk", what, "free some space before large files or topics come");
        } else {
            findings.ok("disk", what);
        }
    }

    /** Whether a Kafka of our own could be started; it is not. */
    void embedded() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            findings.ok(
                    "embedded",
                    "a Kafka of our own could listen on "
                            + socket.getInetAddress().getHostAddress()
                            + "; wharf doctor --embedded starts one and looks at it");
        } catch (IOException e) {
            findings.problem(
                    "embedded",
                    Cause.ENVIRONMENT,
                    "no port of this machine can be listened on: " + Reason.of(e),
                    "look at limits and firewalls of this machine, or give --brokers");
        }
    }

    static String mib(long bytes) {
        return bytes >= 10 * 1024 * MIB
                ? String.format(Locale.ROOT, "%,d GiB", bytes / MIB / 1024)
                : String.format(Locale.ROOT, "%,d MiB", bytes / MIB);
    }
}
