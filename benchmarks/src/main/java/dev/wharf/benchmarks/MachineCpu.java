package dev.wharf.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time used on the machine, to tell what others did during a run.
 *
 * @param machineNs all that was not idle since the machine started, stolen time included; 0 where unknown
 * @param driverNs this process
 * @param brokerNs the broker
 */
record MachineCpu(long machineNs, long driverNs, long brokerNs) {
    private static final Path STAT = Path.of("/proc/stat");
    // In units of 1/100 s: USER_HZ has been 100 on all of Linux's usual platforms for ever.
    private static final long TICK_NS = 10_000_000;
    private static final List<Integer> BUSY_COLUMNS = List.of(1, 2, 3, 6, 7, 8);

    static MachineCpu now(LoadBroker broker) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new MachineCpu(
                machine(), system.getProcessCpuTime(), broker.cpuTime().toNanos());
    }

    MachineCpu since(MachineCpu start) {
        return new MachineCpu(machineNs - start.machineNs, driverNs - start.driverNs, brokerNs - start.brokerNs);
    }

    /** What neither driver nor broker nor the contestant used. Blurred by 10 ms ticks and by the contestant's exit. */
    long othersNs(long contestantNs) {
        return machineNs == 0 ? 0 : Math.max(0, machineNs - driverNs - brokerNs - contestantNs);
    }

    private static long machine() throws IOException {
        if (!Files.isReadable(STAT)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STAT, StandardCharsets.UTF_8)) {
            return lines.findFirst().map(MachineCpu::busy).orElse(0L);
        }
    }

    /** Reads the line "cpu user nice system idle iowait irq softirq steal ...". */
    static long busy(String line) {
        List<String> columns = Arrays.asList(line.split("\\s+", -1));
        return TICK_NS
                * BUSY_COLUMNS.stream()
                        .mapToLong(i -> Long.parseLong(columns.get(i)))
                        .sum();
    }
}
