package dev.wharf.doctor;

import dev.wharf.client.ClientSettings;
import dev.wharf.doctor.Finding.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The way to a broker: its name, a connection, and who answers there. One step after another, each with a limit. */
final class ReachCheck {
    private static final Duration NAME_LIMIT = Duration.ofSeconds(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final Findings findings;
    private final Protocol protocol;

    ReachCheck(Findings findings, ClientSettings client) {
        this.findings = findings;
        this.protocol = Protocol.of(client);
    }

    /** Whether a broker answers there in the way that we are set to talk. */
    boolean bootstrap(Address address) {
        Optional<InetSocketAddress> reached = reach(address, "correct the address of the brokers", "start the broker");
        return reached.isPresent() && new ProtocolCheck(findings, protocol, address, reached.get()).look();
    }

    /** Whether the address that a broker gives for itself leads anywhere from here. */
    boolean advertised(Address address, int broker) {
        String mend = "set advertised.listeners of broker " + broker + " to an address that clients reach";
        return reach(address, mend, mend).isPresent();
    }

    private Optional<InetSocketAddress> reach(Address address, String wrongName, String nobody) {
        InetAddress[] found;
        try {
            found = Limited.call(NAME_LIMIT, () -> InetAddress.getAllByName(address.host()));
        } catch (UnknownHostException e) {
            findings.problem(
                    "name",
                    Cause.ENVIRONMENT,
                    address + ": unknown host " + address.host(),
                    wrongName + ", or make the name known here (DNS, /etc/hosts)");
            return Optional.empty();
        } catch (Exception e) {
            findings.problem(
                    "name",
                    Cause.ENVIRONMENT,
                    address + ": " + address.host() + " cannot be looked up: " + Reason.of(e),
                    "look at the name servers of this machine");
            return Optional.empty();
        }
        return connect(address, found, nobody);
    }

    private Optional<InetSocketAddress> connect(Address address, InetAddress[] found, String nobody) {
        Optional<IOException> first = Optional.empty();
        for (InetAddress one : found) {
            InetSocketAddress target = new InetSocketAddress(one, address.port());
            try (Socket socket = new Socket()) {
                socket.connect(target, (int) CONNECT_LIMIT.toMillis());
                findings.ok("connect", address + ": connected to " + one.getHostAddress());
                return Optional.of(target);
            } catch (IOException e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        List<String> tried =
                Arrays.stream(found).map(InetAddress::getHostAddress).toList();
        report(address, String.join(", ", tried), first.orElseGet(() -> new IOException("it has no address")), nobody);
        return Optional.empty();
    }

    private void report(Address address, String tried, IOException failure, String nobody) {
        String where = address + (tried.equals(address.host()) ? "" : " (" + tried + ")") + ": ";
        if (failure instanceof SocketTimeoutException) {
            findings.problem(
                    "connect",
                    Cause.ENVIRONMENT,
                    where + "no answer within " + CONNECT_LIMIT.toSeconds() + " s",
                    "is the host up, and does a firewall let the port through? Else " + nobody);
        } else if (failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains("refused")) {
            findings.problem(
                    "connect",
                    Cause.ENVIRONMENT,
                    where + "connection refused: nothing listens there",
                    nobody + ", or correct the port");
        } else {
            findings.problem(
                    "connect",
                    Cause.ENVIRONMENT,
                    where + "no connection: " + Reason.of(failure),
                    nobody + ", or correct the address");
        }
    }
}
