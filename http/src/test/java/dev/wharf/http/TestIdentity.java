package dev.wharf.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * A key and its certificate, which can be written in every form that a client takes.
 *
 * @param chain its own certificate, then that of its authority
 */
public record TestIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    /** What {@code openssl pkcs8 -topk8} makes. */
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";

    private static final byte[] PBES2 = Der.object(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d);
    private static final byte[] SALT = "saltsalt".getBytes(StandardCharsets.US_ASCII);
    private static final int ITERATIONS = 2_048;

    /** How the entries get into a store. */
    interface Content {
        void putInto(KeyStore store) throws GeneralSecurityException;
    }

    /** Writes a key store; key and store have the same password. */
    public Path writeTo(Path file, String type, String password) {
        X509Certificate[] whole = chain.toArray(X509Certificate[]::new);
        return write(file, type, password, store -> store.setKeyEntry("own", key, password.toCharArray(), whole));
    }

    static Path write(Path file, String type, String password, Content content) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            content.putInto(store);
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public String keyPem(String password) {
        try {
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(password.toCharArray())),
                    new PBEParameterSpec(SALT, ITERATIONS));
            byte[] encrypted = Der.tagged(Der.OCTET_STRING, cipher.doFinal(key.getEncoded()));
            byte[] algorithm = Der.sequence(PBES2, cipher.getParameters().getEncoded());
            return pem("ENCRYPTED PRIVATE KEY", Der.sequence(algorithm, encrypted));
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    public String chainPem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
        return text.toString();
    }

    static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(content) + "\n-----END " + what + "-----\n";
    }

    /** A record would print the key. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}
