package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What doctor sees where there is no broker. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class DoctorTest {
    @TempDir
    private Path folder;

    private static String text(Ran ran) {
        return ran.out().replaceAll("\\n {21}", " ");
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void looksAtTheMachineAloneWhenNothingElseIsNamed() {
        Ran ran = Ran.command("doctor", "--data", folder.resolve("new/.wharf").toString());
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(text(ran)).contains("ok       java        Java ", "ok       memory ", "ok       disk ");
        assertThat(text(ran)).contains("wharf doctor --embedded starts one");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void saysThatAFolderCannotBeUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ran ran = Ran.command("doctor", "--data", file.resolve("below").toString());
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(text(ran)).contains("problem  disk", file + " is no folder -> ", "another folder with --data");
    }

    @Test
    void tellsAClosedPortFromANameThatNobodyKnows() throws IOException {
        int closed;
        try (ServerSocket socket = listening()) {
            closed = socket.getLocalPort();
        }
        Ran ran = Ran.command("doctor", "--brokers", "127.0.0.1:" + closed + ",no-such-host.invalid:9092");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(text(ran))
                .contains("127.0.0.1:" + closed + ": connection refused: nothing listens there -> start the broker")
                .contains("no-such-host.invalid")
                .contains("skipped  cluster ")
                .endsWith(" ok, 0 warnings, 2 problems, 1 skipped\n");
    }

    @Test
    void doesNotWaitForEverForOneWhoNeverAnswers() throws IOException {
        try (ServerSocket silent = listening()) {
            Ran ran = Ran.command("doctor", "--brokers", "127.0.0.1:" + silent.getLocalPort());
            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(text(ran)).contains("takes connections, and answers nothing within 5 s -> is it the port of a");
        }
    }

    @Test
    void noticesThatItIsNotKafkaThatAnswers() throws IOException {
        try (ServerSocket other = listening()) {
            Thread server = Thread.ofPlatform().daemon().start(() -> answerAll(other));
            Ran ran = Ran.command("doctor", "--brokers", "127.0.0.1:" + other.getLocalPort());
            assertThat(server.isAlive()).isTrue();
            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(text(ran)).contains("does not speak Kafka's protocol");
        }
    }

    private static void answerAll(ServerSocket server) {
        while (!server.isClosed()) {
            var unused = answerOne(server);
        }
    }

    private static boolean answerOne(ServerSocket server) {
        try (Socket client = server.accept();
                InputStream in = client.getInputStream()) {
            if (in.read() >= 0) {
                byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                client.getOutputStream().write(answer);
            }
            return true;
        } catch (IOException e) {
            return false; // the test is over, or the other side had enough
        }
    }

    @Test
    void tellsEveryProblemOfAFileAndStillLooksAtTheMachine() throws IOException {
        Path file = Files.writeString(folder.resolve("p.toml"), "[pipeline]\nname = \"x\"\ntypo = 1\n");
        Ran ran = Ran.command("doctor", file.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(text(ran)).contains("ok       java", file + ":3:1: unknown key typo", "has no stages");
        Ran missing = Ran.command("doctor", folder.resolve("q.toml").toString());
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(text(missing)).contains("there is no file", "did you mean p.toml?");
    }
}
