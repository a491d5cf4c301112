package dev.wharf.plan;

import dev.wharf.lane.LaneSettings;
import dev.wharf.loop.LoopSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What a plan says about its run.
 *
 * @param workers how many workers each topic is read by in one process
 * @param streaming whether it runs until it is stopped
 * @param exactlyOnce whether output and offsets become visible together; else at least once
 * @param lanes how stages that wait run
 * @param errors what becomes of records that fail
 * @param memoryMaxBytes {@code memory.max.bytes}, what clients may hold altogether
 * @param logLevel from which on Wharf's own log lines are shown; empty for what the process is set to
 * @param timeout after which a run counts as failed; empty for none
 */
public record PlanSettings(
        int workers,
        boolean streaming,
        boolean exactlyOnce,
        LaneSettings lanes,
        ErrorHandling errors,
        long memoryMaxBytes,
        LoopSettings loop,
        Optional<String> logLevel,
        Optional<Duration> timeout) {}
