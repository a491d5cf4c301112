package dev.wharf.kafka;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logging in by Kerberos with a keytab, against a real KDC in this process. The JDK reads where it is from a file that
 * a system property names, so no other test here may use Kerberos.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecurityKerberosIT {
    private static final String CONF = "java.security.krb5.conf";
    private static final String REALM = "WHARF.TEST";
    private static final String USER = "wharf@" + REALM;

    @TempDir
    private static Path folder;

    private static SimpleKdcServer kdc;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kdc = startKdc();
        String broker = "kafka/" + hostOfBroker() + "@" + REALM;
        kdc.createPrincipals(broker, USER);
        kdc.exportPrincipal(broker, keytab("broker").toFile());
        kdc.exportPrincipal(USER, keytab("user").toFile());
        kafka = EmbeddedKafka.builder()
                .sasl(
                        "GSSAPI",
                        Map.of(
                                "sasl.jaas.config",
                                login("storeKey=true serviceName=\"kafka\"", keytab("broker"), broker)))
                .start();
    }

    private static SimpleKdcServer startKdc() throws KrbException, IOException {
        SimpleKdcServer server = new SimpleKdcServer();
        server.setKdcRealm(REALM);
        server.setKdcHost("127.0.0.1");
        server.setAllowUdp(false);
        server.setWorkDir(folder.toFile());
        server.init();
        server.start();
        // The one that the KDC has written leaves the name of the broker to what DNS makes of it.
        Files.writeString(Path.of(System.getProperty(CONF)), """
            [libdefaults]
            default_realm = %1$s
            udp_preference_limit = 1
            dns_canonicalize_hostname = false
            [realms]
            %1$s = {
            kdc = 127.0.0.1:%2$d
            }
            """.formatted(
                        REALM, server.getKdcSetting().getKdcTcpPort()));
        return server;
    }

    /** Kafka's client asks for a ticket for the name that the broker's address has. */
    private static String hostOfBroker() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName().toLowerCase(Locale.ROOT);
    }

    private static Path keytab(String name) {
        return folder.resolve(name + ".keytab");
    }

    private static String login(String options, Path keytab, String principal) {
        return "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true " + options + " keyTab=\"" + keytab
                + "\" principal=\"" + principal + "\";";
    }

    @AfterAll
    static void stop() throws KrbException {
        kafka.close();
        kdc.stop();
        System.clearProperty(CONF);
    }

    private static ClientSettings client(Path keytab, String principal) {
        return new ClientSettings(
                kafka.bootstrapServers(),
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "GSSAPI",
                        "sasl.kerberos.service.name",
                        "kafka",
                        "sasl.jaas.config",
                        login("storeKey=true", keytab, principal)));
    }

    @Test
    void logsInWithAKeytab() throws Exception {
        Login.assertServes(client(keytab("user"), USER));
    }

    @Test
    void saysThatTheKeytabIsNotThere() {
        Login.assertRefused(client(keytab("no-such"), USER))
                .hasMessageContaining("no login for brokers")
                .hasMessageContaining("check principal and keyTab");
    }

    @Test
    void saysThatTheKeytabHasAnOldKey() throws KrbException {
        String renewed = "renewed@" + REALM;
        kdc.createPrincipals(renewed);
        kdc.exportPrincipal(renewed, keytab("old").toFile());
        kdc.getKadmin().changePassword(renewed, "another");
        Login.assertRefused(client(keytab("old"), renewed))
                .hasMessageContaining("PREAUTH_FAILED")
                .hasMessageContaining("check principal and keyTab");
    }
}
