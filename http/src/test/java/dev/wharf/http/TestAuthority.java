package dev.wharf.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;

/** A certificate authority of this run. What it issues is for localhost, 127.0.0.1, and one day. Any thread. */
public final class TestAuthority {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] ALGORITHM =
            Der.sequence(Der.object(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)); // ecdsa-with-SHA256
    private static final byte[] IS_AUTHORITY = Der.sequence(
            Der.object(0x55, 0x1d, 0x13), // basicConstraints
            Der.tagged(Der.BOOLEAN, Der.TRUE),
            Der.tagged(Der.OCTET_STRING, Der.sequence(Der.tagged(Der.BOOLEAN, Der.TRUE))));
    private static final byte[] IS_LOCALHOST = Der.sequence(
            Der.object(0x55, 0x1d, 0x11), // subjectAltName
            Der.tagged(
                    Der.OCTET_STRING,
                    Der.sequence(
                            Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                            Der.tagged(0x87, Der.bytes(127, 0, 0, 1)))));
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration VALID = Duration.ofDays(1);

    private final X500Principal name;
    private final KeyPair keys = newKeys();
    private final AtomicInteger serial = new AtomicInteger(1);
    private final X509Certificate certificate;

    private TestAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        this.certificate = certify(this.name, keys.getPublic(), IS_AUTHORITY);
    }

    public static TestAuthority named(String name) {
        return new TestAuthority(name);
    }

    /** A key with a certificate of this authority. */
    public TestIdentity issue(String commonName) {
        KeyPair issued = newKeys();
        X509Certificate own = certify(new X500Principal("CN=" + commonName), issued.getPublic(), IS_LOCALHOST);
        return new TestIdentity(issued.getPrivate(), List.of(own, certificate));
    }

    /** Its own certificate. */
    public String pem() {
        return TestIdentity.pem("CERTIFICATE", encoded(certificate));
    }

    /** Writes a trust store. */
    public Path writeTo(Path file, String type, String password) {
        return TestIdentity.write(file, type, password, store -> store.setCertificateEntry("authority", certificate));
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate certify(X500Principal subject, PublicKey key, byte[] extension) {
        Instant now = Instant.now();
        byte[] toSign = Der.sequence(
                Der.tagged(0xa0, Der.tagged(Der.INTEGER, Der.bytes(2))), // version 3
                Der.tagged(Der.INTEGER, Der.bytes(serial.getAndIncrement())),
                ALGORITHM,
                name.getEncoded(),
                Der.sequence(time(now.minus(VALID)), time(now.plus(VALID))),
                subject.getEncoded(),
                key.getEncoded(),
                Der.tagged(0xa3, Der.sequence(extension)));
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(keys.getPrivate());
            signature.update(toSign);
            byte[] whole = Der.sequence(toSign, ALGORITHM, Der.tagged(Der.BIT_STRING, Der.bytes(0), signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] time(Instant instant) {
        return Der.tagged(Der.UTC_TIME, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
