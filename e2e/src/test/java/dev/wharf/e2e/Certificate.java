package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A key with a certificate for 127.0.0.1 that nobody but itself has signed, as a store and as PEM files. */
record Certificate(Path store, Path chainPem, Path keyPem) {
    private static final String ALIAS = "own";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Makes one with the JDK's tool.
     *
     * @param password of the store
     */
    static Certificate make(Path folder, String password) throws Exception {
        Path store = folder.resolve("own.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=ann",
                        "-ext",
                        "SAN=DNS:localhost,IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return of(store, password);
    }

    private static Certificate of(Path store, String password) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            return new Certificate(
                    store,
                    pem(store, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            store,
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, password.toCharArray()).getEncoded()));
        }
    }

    private static Path pem(Path store, String what, byte[] content) throws IOException {
        String text =
                "-----BEGIN " + what + "-----\n" + LINES.encodeToString(content) + "\n-----END " + what + "-----\n";
        return Files.writeString(store.resolveSibling(what.replace(' ', '-') + ".pem"), text);
    }
}
