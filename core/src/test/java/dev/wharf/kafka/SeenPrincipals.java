package dev.wharf.kafka;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.KafkaPrincipalSerde;
import org.apache.kafka.common.security.auth.SslAuthenticationContext;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import org.apache.kafka.common.security.ssl.SslPrincipalMapper;

/** Names clients as brokers do by themselves, and notes who has come by which TLS connection. Brokers make it. */
public final class SeenPrincipals implements KafkaPrincipalBuilder, KafkaPrincipalSerde {
    private static final Map<SSLSession, String> SEEN = Collections.synchronizedMap(new IdentityHashMap<>());

    private final DefaultKafkaPrincipalBuilder usual =
            new DefaultKafkaPrincipalBuilder(null, SslPrincipalMapper.fromRules("DEFAULT"));

    /** With how many connections the client has come by this name, as in {@code CN=user}. */
    static long connectionsOf(String name) {
        synchronized (SEEN) {
            return SEEN.values().stream().filter(name::equals).count();
        }
    }

    /** Asked at each request. */
    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        KafkaPrincipal principal = usual.build(context);
        if (context instanceof SslAuthenticationContext tls) {
            SEEN.put(tls.session(), principal.getName());
        }
        return principal;
    }

    @Override
    public byte[] serialize(KafkaPrincipal principal) {
        return usual.serialize(principal);
    }

    @Override
    public KafkaPrincipal deserialize(byte[] bytes) {
        return usual.deserialize(bytes);
    }
}
