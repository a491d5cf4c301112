package dev.wharf.testkit;

import java.time.Duration;

/**
 * What a {@link TcpProxy} does to what passes it. Zero is no fault.
 *
 * @param cut whether nobody gets through at all
 * @param halfOpen whether what comes is taken and thrown away
 * @param delay of each byte, each way
 * @param sliceBytes most bytes in one write
 * @param bytesPerSecond of each connection, each way
 * @param resetShare probability that a read ends its connection
 */
record ProxyFaults(
        boolean cut, boolean halfOpen, Duration delay, int sliceBytes, long bytesPerSecond, double resetShare) {
    static final ProxyFaults NONE = new ProxyFaults(false, false, Duration.ZERO, 0, 0, 0);

    ProxyFaults {
        if (delay.isNegative() || sliceBytes < 0 || bytesPerSecond < 0 || !(resetShare >= 0 && resetShare <= 1)) {
            throw new IllegalArgumentException("delay " + delay + ", slices of " + sliceBytes + ", " + bytesPerSecond
                    + " bytes per second, reset share " + resetShare
                    + ": none may be below 0, and the share not above 1");
        }
    }

    ProxyFaults withCut() {
        return new ProxyFaults(true, halfOpen, delay, sliceBytes, bytesPerSecond, resetShare);
    }

    ProxyFaults withHalfOpen() {
        return new ProxyFaults(cut, true, delay, sliceBytes, bytesPerSecond, resetShare);
    }

    ProxyFaults withDelay(Duration value) {
        return new ProxyFaults(cut, halfOpen, value, sliceBytes, bytesPerSecond, resetShare);
    }

    ProxyFaults withSliceBytes(int value) {
        return new ProxyFaults(cut, halfOpen, delay, value, bytesPerSecond, resetShare);
    }

    ProxyFaults withBytesPerSecond(long value) {
        return new ProxyFaults(cut, halfOpen, delay, sliceBytes, value, resetShare);
    }

    ProxyFaults withResetShare(double value) {
        return new ProxyFaults(cut, halfOpen, delay, sliceBytes, bytesPerSecond, value);
    }
}
