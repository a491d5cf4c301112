package dev.wharf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.doctor.Finding.Status;
import dev.wharf.topic.ClusterAdmin;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single checks, where a command cannot bring about what they look for. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework starts the broker
final class DoctorChecksIT {
    private static EmbeddedKafka kafka;

    private final Findings findings = new Findings(finding -> {});

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private Finding clock(long aheadMs) {
        InstantSource wrong = () -> InstantSource.system().instant().plusMillis(aheadMs);
        try (ClusterAdmin cluster = ClusterAdmin.connect(ClientSettings.of(kafka.bootstrapServers()))) {
            new ClockCheck(findings, cluster, wrong).look();
        }
        return findings.all().getLast();
    }

    @Test
    void seesAClockThatIsWrongWithoutWritingAnything() {
        assertThat(clock(0).status()).isEqualTo(Status.OK);
        Finding ahead = clock(60_000);
        assertThat(ahead.status()).isEqualTo(Status.WARNING);
        assertThat(ahead.text()).matches("that of the controller is (59|60) s behind");
        Finding behind = clock(-3_600_000);
        assertThat(behind.status()).isEqualTo(Status.PROBLEM);
        assertThat(behind.text()).matches("that of the controller is (3599|3600) s ahead");
    }

    @Test
    void seesABrokerWhoseOwnAddressLeadsNowhere() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        ReachCheck reach = new ReachCheck(findings, ClientSettings.of("unused:1"));
        assertThat(reach.advertised(new Address("127.0.0.1", closed), 7)).isFalse();
        assertThat(findings.all().getLast().text()).contains("connection refused");
        assertThat(findings.all().getLast().advice()).startsWith("set advertised.listeners of broker 7");
    }

    @Test
    void oneAddressThatAnswersIsEnough() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        new Doctor(findings).cluster(ClientSettings.of("127.0.0.1:" + closed + "," + kafka.bootstrapServers()));
        assertThat(findings.exitCode()).isZero();
        assertThat(findings.count(Status.WARNING)).isEqualTo(1);
        assertThat(findings.all().getFirst().text()).contains("connection refused");
    }
}
