package dev.wharf.store.contract;

import java.io.IOException;
import java.nio.file.Path;

/** S3, as S3Proxy understands it. */
final class S3ProxyIT extends S3Contract {
    @Override
    Target start(Path folder) throws IOException {
        return Targets.s3(S3Server.Kind.S3PROXY, folder);
    }
}
