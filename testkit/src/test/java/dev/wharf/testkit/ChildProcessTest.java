package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private ChildProcess shell(String script) {
        return harness.start("shell", List.of("sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"));
    }

    @Test
    void tellsExitCodeAndOutput() {
        ChildProcess child = shell("echo out; echo err >&2; exit 7");
        assertThat(child.awaitExit(Await.LIMIT)).isEqualTo(7);
        assertThat(child.out()).isEqualTo("out\n");
        assertThat(child.err()).isEqualTo("err\n");
        assertThat(harness.tails()).contains("shell-0, exit 7", "out", "err");
    }

    @Test
    void sendsASignalThatTheProcessHandles() {
        ChildProcess child = shell("tail -f /dev/null & trap 'kill $!; echo told; exit 5' TERM; echo ready; wait");
        child.awaitLine("ready", Await.LIMIT);
        child.send(ChildProcess.Signal.TERM);
        assertThat(child.awaitExit(Await.LIMIT)).isEqualTo(5);
        assertThat(child.out()).endsWith("told\n");
    }

    @Test
    void killsAFrozenProcess() {
        ChildProcess child = shell("echo ready; exec tail -f /dev/null");
        child.awaitLine("ready", Await.LIMIT);
        child.send(ChildProcess.Signal.STOP);
        assertThat(child.alive()).isTrue();
        child.kill();
        assertThat(child.awaitExit(Await.LIMIT)).isEqualTo(137);
    }

    @Test
    void leavesNothingRunning() {
        ChildProcess child = shell("exec tail -f /dev/null");
        harness.close();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void saysWhatAProcessPrintedThatDoesNotEnd() {
        ChildProcess child = shell("echo hanging; exec tail -f /dev/null");
        child.awaitLine("hanging", Await.LIMIT);
        assertThatThrownBy(() -> child.awaitExit(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("hanging");
    }

    @Test
    void saysThatAProcessEndedBeforeItsLine() {
        ChildProcess child = shell("echo other");
        assertThatThrownBy(() -> child.awaitLine("this", Await.LIMIT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has ended without \"this\"")
                .hasMessageContaining("other");
    }
}
