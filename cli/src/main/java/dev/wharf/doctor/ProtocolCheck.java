package dev.wharf.doctor;

import dev.wharf.doctor.Finding.Cause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Who answers at an address that takes connections: Kafka or not, with TLS or without, with a login or without. */
final class ProtocolCheck {
    private static final String CHECK = "protocol";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofDays(14);

    private final Findings findings;
    private final Protocol protocol;
    private final Address address;
    private final InetSocketAddress target;

    ProtocolCheck(Findings findings, Protocol protocol, Address address, InetSocketAddress target) {
        this.findings = findings;
        this.protocol = protocol;
        this.address = address;
        this.target = target;
    }

    /**
     * What answered.
     *
     * @param certificate that it showed
     * @param login what it thinks of a login; empty where it did not say
     */
    private record Answer(Optional<X509Certificate> certificate, Optional<Wire.Login> login) {}

    /** Whether it is a broker that talks in the way that we are set to. */
    boolean look() {
        try {
            Answer answer = talk(protocol.tls());
            findings.ok(CHECK, address + ": a Kafka broker, " + (protocol.tls() ? "over TLS" : "without TLS"));
            boolean valid = answer.certificate().map(this::judge).orElse(true);
            return judge(answer.login()) && valid;
        } catch (Exception e) {
            report(e);
            return false;
        }
    }

    /** Talks on a connection of its own, which is closed in any case, so that nobody waits on it for ever. */
    private Answer talk(boolean tls) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(target, (int) ANSWER_LIMIT.toMillis());
            socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
            return Limited.call(WHOLE_LIMIT, () -> tls ? overTls(socket) : inPlainText(socket));
        }
    }

    private Answer inPlainText(Socket socket) throws IOException {
        Wire wire = new Wire(socket);
        wire.apiVersions();
        return new Answer(Optional.empty(), login(wire));
    }

    private Answer overTls(Socket socket) throws IOException {
        SSLSocket tls = Tls.handshake(socket, address);
        Optional<X509Certificate> certificate = Tls.certificate(tls);
        try {
            Wire wire = new Wire(tls);
            wire.apiVersions();
            return new Answer(certificate, login(wire));
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            return new Answer(certificate, Optional.empty()); // it may want a certificate of ours, which we do not show
        }
    }

    private Optional<Wire.Login> login(Wire wire) {
        try {
            return Optional.of(wire.login(protocol.login() ? protocol.mechanism() : "PLAIN"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean judge(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        String what = address + ": certificate of "
                + certificate.getSubjectX500Principal().getName() + ", valid until "
                + end.toString().substring(0, 10);
        if (end.isBefore(Instant.now())) {
            findings.problem("tls", Cause.ENVIRONMENT, what + ", which is over", "renew the certificate of the broker");
            return false;
        }
        if (end.isBefore(Instant.now().plus(SOON))) {
            findings.warning("tls", what, "renew the certificate of the broker soon");
        } else {
            findings.ok("tls", what);
        }
        return true;
    }

    private boolean judge(Optional<Wire.Login> told) {
        if (told.isEmpty()) {
            return true;
        }
        Wire.Login login = told.get();
        if (login.wanted() && !protocol.login()) {
            findings.problem(
                    "login",
                    Cause.ENVIRONMENT,
                    address + " wants a login (" + String.join(", ", login.mechanisms())
                            + "), and security.protocol is " + protocol.name(),
                    "set security.protocol to " + protocol.withLogin(true)
                            + ", and sasl.mechanism and sasl.jaas.config or username and password");
            return false;
        }
        if (!login.wanted() && protocol.login()) {
            findings.problem(
                    "login",
                    Cause.ENVIRONMENT,
                    address + " takes no login, and security.protocol is " + protocol.name(),
                    "set security.protocol to " + protocol.withLogin(false) + ", or use the port of another listener");
            return false;
        }
        if (protocol.login() && !login.mechanisms().contains(protocol.mechanism())) {
            findings.problem(
                    "login",
                    Cause.ENVIRONMENT,
                    address + " does not know sasl.mechanism = " + protocol.mechanism() + ", only "
                            + String.join(", ", login.mechanisms()),
                    "set sasl.mechanism to one of these");
            return false;
        }
        return true;
    }

    /** The other way round may be answered: then it is the setting that is wrong. Who is silent is so both ways. */
    private void report(Exception failure) {
        if (failure instanceof SocketTimeoutException) {
            nobodyKnown(failure);
            return;
        }
        try {
            talk(!protocol.tls());
        } catch (Exception neither) {
            nobodyKnown(failure);
            return;
        }
        findings.problem(
                CHECK,
                Cause.ENVIRONMENT,
                address + (protocol.tls() ? " speaks plain text, without TLS" : " speaks TLS")
                        + ", and security.protocol is " + protocol.name(),
                "set security.protocol to " + protocol.with(!protocol.tls()) + ", or use the port of another listener");
    }

    private void nobodyKnown(Exception failure) {
        String what;
        if (failure instanceof SocketTimeoutException) {
            what = " takes connections, and answers nothing within " + ANSWER_LIMIT.toSeconds() + " s";
        } else if (Wire.closed(failure)) {
            what = " takes connections, and closes them when it is spoken to";
        } else {
            what = " does not speak Kafka's protocol: " + Reason.of(failure);
        }
        findings.problem(
                CHECK,
                Cause.ENVIRONMENT,
                address + what,
                "is it the port of a Kafka broker, and is the broker well? Correct the address, or look into its log");
    }
}
