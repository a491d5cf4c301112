package dev.wharf.client;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collections;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Whether stores can serve at all. Kafka and the JDK take an empty one, and a key beside a certificate that is not its
 * own, as there is for a moment when two files are replaced one after the other; then every handshake fails.
 */
final class StoreCheck {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "DSA", "SHA256withDSA", "EdDSA", "EdDSA");
    private static final byte[] ANY_BYTES = {1, 2, 3, 4};

    private StoreCheck() {}

    /** @throws KafkaException if it has no key, or one that is not that of its certificate */
    static void requireKeys(KeyStore store, char @Nullable [] password) throws GeneralSecurityException {
        boolean any = false;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                any = true;
                requirePair(
                        store.getKey(alias, password),
                        store.getCertificate(alias).getPublicKey());
            }
        }
        if (!any) {
            throw new KafkaException("the key store holds no private key");
        }
    }

    /** @throws KafkaException if it is empty */
    static void requireCertificates(KeyStore store) throws KeyStoreException {
        if (store.size() == 0) {
            throw new KafkaException("the trust store holds no certificate");
        }
    }

    /** Of a kind of key that we do not know we believe it. */
    private static void requirePair(Key key, PublicKey certified) throws GeneralSecurityException {
        if (!(key instanceof PrivateKey own) || !SIGNATURES.containsKey(own.getAlgorithm())) {
            return;
        }
        String algorithm = SIGNATURES.getOrDefault(own.getAlgorithm(), "");
        boolean sameKind = own.getAlgorithm().equals(certified.getAlgorithm());
        if (!sameKind || !verifies(algorithm, own, certified)) {
            throw new KafkaException("the private key is not that of the certificate");
        }
    }

    private static boolean verifies(String algorithm, PrivateKey own, PublicKey certified)
            throws GeneralSecurityException {
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(own);
        signing.update(ANY_BYTES);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certified);
        verifying.update(ANY_BYTES);
        return verifying.verify(signing.sign());
    }
}
