package dev.wharf.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunStatusTest {

    private static WorkerStatus worker(Phase phase, int partitions) {
        List<PartitionStatus> owned = IntStream.range(0, partitions)
                .mapToObj(number -> new PartitionStatus("orders", number, 0, 0, 0))
                .toList();
        SourceStatus source = new SourceStatus(
                Optional.of("orders"), owned, 0, SourceStatus.UNKNOWN, SourceStatus.UNKNOWN, List.of());
        return new WorkerStatus("wharf-in-0", phase, false, source, List.of(), 0);
    }

    private static List<Trouble.Kind> troubles(Phase phase, WorkerStatus... workers) {
        return new RunStatus("p", phase, List.of(workers), List.of())
                .troubles().stream().map(Trouble::kind).toList();
    }

    @Test
    void isReadyWhileNothingIsInTheWay() {
        assertThat(troubles(Phase.RUNNING, worker(Phase.RUNNING, 1))).isEmpty();
    }

    @Test
    void isNotReadyBeforeEachWorkerHasBegun() {
        assertThat(troubles(Phase.RUNNING, worker(Phase.RUNNING, 1), WorkerStatus.starting("wharf-in-1")))
                .containsExactly(Trouble.Kind.STARTING);
        assertThat(troubles(Phase.STARTING, WorkerStatus.starting("wharf-in-0")))
                .containsExactly(Trouble.Kind.STARTING);
    }

    @Test
    void oneWorkerOfManyMayOwnNoPartition() {
        assertThat(troubles(Phase.RUNNING, worker(Phase.RUNNING, 0), worker(Phase.RUNNING, 1)))
                .isEmpty();
        assertThat(troubles(Phase.RUNNING, worker(Phase.RUNNING, 0), worker(Phase.RUNNING, 0)))
                .containsExactly(Trouble.Kind.NO_PARTITIONS);
    }

    @Test
    void isNotReadyOnceItStops() {
        assertThat(troubles(Phase.DRAINING, worker(Phase.DRAINING, 1))).containsExactly(Trouble.Kind.DRAINING);
        assertThat(troubles(Phase.ENDED, worker(Phase.ENDED, 0))).containsExactly(Trouble.Kind.ENDED);
    }
}
