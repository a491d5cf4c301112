package dev.wharf.doctor;

import dev.wharf.client.ClientSettings;
import dev.wharf.doctor.Finding.Cause;
import dev.wharf.error.WharfException;
import dev.wharf.topic.ClusterAdmin;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** A cluster: the way to it, the login, its brokers with their versions, and its clock. For one thread. */
final class ClusterCheck {
    /** Making a client may log in at a token server or a KDC. */
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(20);

    static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    /** A large cluster has hundreds of brokers. */
    private static final int MOST_BROKERS = 20;

    private final Findings findings;
    private final ClientSettings client;
    private final ReachCheck reach;
    private final Protocol protocol;

    ClusterCheck(Findings findings, ClientSettings client) {
        this.findings = findings;
        this.client = client;
        this.reach = new ReachCheck(findings, client);
        this.protocol = Protocol.of(client);
    }

    /** What else is to be asked where the login has succeeded. */
    interface Further {
        void ask(ClusterAdmin cluster);
    }

    /** Goes as far as the cluster lets us; tells what could not be looked at. */
    void look(Further further) {
        Set<Address> reached = bootstrap();
        if (reached.isEmpty()) {
            findings.skipped("cluster", "nothing of it can be looked at before a broker is reached");
            return;
        }
        try (ClusterAdmin cluster = Limited.call(LOGIN_LIMIT, () -> ClusterAdmin.connect(client))) {
            Optional<Set<AclOperation>> allowed = brokers(cluster, reached);
            new VersionCheck(findings, cluster).look();
            clock(cluster, allowed);
            further.ask(cluster);
        } catch (WharfException e) {
            refused(e);
        } catch (SocketTimeoutException e) {
            findings.problem(
                    "login",
                    Cause.ENVIRONMENT,
                    "no login by " + protocol + " within " + LOGIN_LIMIT.toSeconds() + " s",
                    "look at the token server or KDC");
        } catch (Exception e) {
            findings.problem(
                    "cluster", Cause.ENVIRONMENT, "it cannot be looked at: " + Reason.of(e), "look into its logs");
        }
    }

    /** Gives the addresses that a broker answers at; where one does, it matters less that others do not. */
    private Set<Address> bootstrap() {
        Findings seen = new Findings(finding -> {});
        ReachCheck way = new ReachCheck(seen, client);
        Set<Address> reached = new HashSet<>();
        for (Address address : Address.listOf(client.brokers())) {
            if (way.bootstrap(address)) {
                reached.add(address);
            }
        }
        findings.take(
                reached.isEmpty()
                        ? seen.all()
                        : seen.all().stream().map(Finding::softened).toList());
        return reached;
    }

    private void refused(WharfException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof SslAuthenticationException) {
            findings.problem(
                    "tls",
                    Cause.ENVIRONMENT,
                    "the TLS handshake fails: " + Reason.of(cause),
                    "let ssl.truststore.location name a store that has the brokers' certificate authority; the"
                            + " certificate must name the host as it is written; ssl.keystore.location if they want"
                            + " a certificate of ours");
        } else if (cause instanceof SaslAuthenticationException || cause instanceof AuthenticationException) {
            findings.problem(
                    "login",
                    Cause.ENVIRONMENT,
                    "the brokers refuse the login by " + protocol + ": " + cause.getMessage(),
                    "check user name, password and sasl.mechanism");
        } else {
            // Our own words, which say what to do.
            findings.problem("cluster", Cause.ENVIRONMENT, String.valueOf(failure.getMessage()), "");
        }
    }

    /** Gives what we may do with the cluster, where the brokers tell. */
    private Optional<Set<AclOperation>> brokers(ClusterAdmin cluster, Set<Address> reached) {
        DescribeClusterResult told =
                cluster.admin().describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
        Collection<Node> nodes = cluster.await(told.nodes(), CALL_LIMIT);
        findings.ok("login", protocol.login() ? protocol + ": accepted" : "none wanted (" + protocol + ")");
        String id = cluster.await(told.clusterId(), CALL_LIMIT);
        findings.ok("cluster", id + " with " + nodes.size() + (nodes.size() == 1 ? " broker" : " brokers"));
        Optional<Set<AclOperation>> allowed =
                Optional.ofNullable(cluster.await(told.authorizedOperations(), CALL_LIMIT));
        permissions(allowed);
        List<Node> ordered =
                nodes.stream().sorted(Comparator.comparingInt(Node::id)).toList();
        ordered.stream().limit(MOST_BROKERS).forEach(node -> advertised(node, reached));
        if (ordered.size() > MOST_BROKERS) {
            findings.skipped("connect", "only the first " + MOST_BROKERS + " brokers were connected to");
        }
        return allowed;
    }

    /** Asked in vain, controllers log an error. */
    private void clock(ClusterAdmin cluster, Optional<Set<AclOperation>> allowed) {
        if (allowed.isPresent() && !allowed.get().contains(AclOperation.DESCRIBE)) {
            findings.skipped(
                    "clock", "not checked: the controller tells its time to those who may DESCRIBE the cluster");
        } else {
            new ClockCheck(findings, cluster, InstantSource.system()).look();
        }
    }

    private void advertised(Node node, Set<Address> reached) {
        Address address = new Address(node.host(), node.port());
        if (!reached.contains(address)) {
            reach.advertised(address, node.id());
        }
    }

    private void permissions(Optional<Set<AclOperation>> operations) {
        if (operations.isPresent()) {
            findings.ok("permission", "on the cluster: " + Permissions.text(operations.get()));
        } else {
            findings.skipped("permission", "the brokers do not tell what is allowed on the cluster");
        }
    }
}
