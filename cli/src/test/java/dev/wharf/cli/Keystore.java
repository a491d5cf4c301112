package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Certificates for brokers on 127.0.0.1, made by the JDK's tool. */
final class Keystore {
    static final String PASSWORD = "changeit";

    private Keystore() {}

    static Path make(Path keystore) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost,IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD);
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return keystore;
    }

    static String[] trusting(Path keystore) {
        return new String[] {
            "security.protocol=SSL",
            "ssl.truststore.location=" + keystore,
            "ssl.truststore.password=" + PASSWORD,
            "ssl.truststore.type=PKCS12"
        };
    }
}
