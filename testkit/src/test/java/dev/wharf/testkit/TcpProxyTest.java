package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault, before a server that sends back what it gets. */
@Timeout(180)
final class TcpProxyTest {
    private static final int LIMIT_MS = 60_000;
    private static final int SHORT_MS = 300;
    private static final long SEED = 7;

    private final EchoServer server = new EchoServer();
    private final TcpProxy proxy = TcpProxy.start("127.0.0.1", server.port(), SEED);
    private final List<Socket> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Sockets::close);
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private Socket connect(TcpProxy through) throws IOException {
        Socket socket = new Socket();
        opened.add(socket);
        socket.setSoTimeout(LIMIT_MS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(StablePorts.loopback(), through.port()), LIMIT_MS);
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static byte[] receive(Socket socket, int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    private static String echo(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(socket, bytes);
        return new String(receive(socket, bytes.length), StandardCharsets.UTF_8);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    /** Sends while it receives: no buffer holds all of it. */
    private static byte[] echo(Socket socket, byte[] bytes) throws IOException {
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                send(socket, bytes);
                socket.shutdownOutput();
            } catch (IOException gone) {
                Sockets.close(socket);
            }
        });
        byte[] received = socket.getInputStream().readAllBytes();
        Await.until("the sender", Await.LIMIT, () -> !sender.isAlive());
        return received;
    }

    @Test
    void passesAllBytesAndTheEndOfTheStream() throws IOException {
        byte[] bytes = random(5_000_000);
        assertThat(echo(connect(), bytes)).isEqualTo(bytes);
        Await.until("no connection", Await.LIMIT, () -> proxy.connections() == 0);
    }

    private boolean refused() {
        try {
            connect().close();
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aCutEndsConnectionsAndRefusesNewOnesUntilItIsRestored() throws IOException {
        Socket before = connect();
        assertThat(echo(before, "before")).isEqualTo("before");
        proxy.cut();
        assertThatThrownBy(() -> receive(before, 1)).isInstanceOf(SocketException.class);
        // The kernel may take one more while the listener is being closed.
        Await.until("connections to be refused", Await.LIMIT, this::refused);
        proxy.restore();
        assertThat(echo(connect(), "after")).isEqualTo("after");
    }

    @Test
    void aHalfOpenConnectionTakesBytesAndGivesNone() throws IOException {
        Socket before = connect();
        assertThat(echo(before, "before")).isEqualTo("before");
        proxy.halfOpen();
        Socket during = connect();
        for (Socket socket : List.of(before, during)) {
            send(socket, random(1_000_000));
            socket.setSoTimeout(SHORT_MS);
            assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketTimeoutException.class);
        }
        proxy.restore();
        assertThatThrownBy(() -> receive(before, 1)).isInstanceOf(SocketException.class);
        assertThat(echo(connect(), "after")).isEqualTo("after");
    }

    @Test
    void aHalfOpenConnectionNeedsNoServer() throws IOException {
        server.close();
        proxy.halfOpen();
        Socket socket = connect();
        send(socket, random(1_000));
        socket.setSoTimeout(SHORT_MS);
        assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aConnectionThatLostNothingOutlivesAHalfOpenTime() throws IOException {
        Socket idle = connect();
        assertThat(echo(idle, "before")).isEqualTo("before");
        proxy.halfOpen();
        proxy.restore();
        assertThat(echo(idle, "after")).isEqualTo("after");
    }

    @Test
    void aDelayHoldsEachWayButDoesNotLimitTheRate() throws IOException {
        Socket socket = connect();
        assertThat(echo(socket, "warm")).isEqualTo("warm");
        proxy.delay(Duration.ofMillis(200));
        long start = System.nanoTime();
        assertThat(echo(socket, "late")).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        byte[] bytes = random(500_000);
        assertThat(echo(socket, bytes)).isEqualTo(bytes);
        // One after another, 30 reads would take over 6 s each way.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void theEndOfADelayHoldsForWhatIsOnItsWay() throws IOException {
        Socket socket = connect();
        proxy.delay(Duration.ofHours(1));
        send(socket, random(10));
        socket.setSoTimeout(SHORT_MS);
        assertThatThrownBy(() -> receive(socket, 10)).isInstanceOf(SocketTimeoutException.class);
        proxy.delay(Duration.ZERO);
        socket.setSoTimeout(LIMIT_MS);
        assertThat(receive(socket, 10)).isEqualTo(random(10));
    }

    @Test
    void slicesArriveAsTheWhole() throws IOException {
        proxy.slice(3);
        byte[] bytes = random(100_000);
        assertThat(echo(connect(), bytes)).isEqualTo(bytes);
    }

    @Test
    void aSliceIsAWriteOfItsOwn() throws IOException {
        proxy.slice(3);
        // So slow that the pieces cannot come together: 20 writes a second of 3 bytes.
        proxy.limit(60);
        Socket socket = connect();
        send(socket, random(9));
        byte[] buffer = new byte[9];
        assertThat(socket.getInputStream().read(buffer)).isBetween(1, 8);
    }

    @Test
    void aLimitHolds() throws IOException {
        Socket socket = connect();
        assertThat(echo(socket, "warm")).isEqualTo("warm");
        proxy.limit(64_000);
        long start = System.nanoTime();
        byte[] bytes = random(64_000);
        assertThat(echo(socket, bytes)).isEqualTo(bytes);
        // Both ways at once, and the last of the twenty writes a second need not wait.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void resetsAShareOfTheOpenConnections() throws IOException {
        for (int i = 0; i < 40; i++) {
            assertThat(echo(connect(), "before")).isEqualTo("before");
        }
        int reset = proxy.reset(0.5);
        int ended = 0;
        for (Socket socket : opened) {
            ended += ended(socket) ? 1 : 0;
        }
        assertThat(reset).isEqualTo(ended).isBetween(5, 35);
        assertThat(proxy.connections()).isEqualTo(40 - reset);
    }

    private static boolean ended(Socket socket) {
        try {
            return !echo(socket, "after").equals("after");
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void theSeedDecidesWhichReadsAreReset() throws IOException {
        List<Integer> first = echoesUntilReset(proxy);
        try (TcpProxy again = TcpProxy.start("127.0.0.1", server.port(), SEED);
                TcpProxy other = TcpProxy.start("127.0.0.1", server.port(), SEED + 100)) {
            assertThat(echoesUntilReset(again)).isEqualTo(first);
            assertThat(echoesUntilReset(other)).isNotEqualTo(first);
        }
    }

    /** Of ten connections, how many echoes each had before it was reset. */
    private List<Integer> echoesUntilReset(TcpProxy tried) throws IOException {
        tried.resetReads(0.1);
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket socket = connect(tried);
            int count = 0;
            while (!ended(socket)) {
                count++;
            }
            counts.add(count);
        }
        return counts;
    }

    @Test
    void aServerThatIsAwayEndsTheConnection() throws IOException {
        server.close();
        // It may come so early that the client is not through with connecting.
        assertThatThrownBy(() -> receive(connect(), 1)).isInstanceOf(SocketException.class);
    }

    @Test
    void closesEverything() throws IOException {
        Socket socket = connect();
        assertThat(echo(socket, "before")).isEqualTo("before");
        proxy.close();
        assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketException.class);
        proxy.restore();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void refusesFaultsThatCannotBe() {
        assertThatThrownBy(() -> proxy.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.slice(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.resetReads(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
