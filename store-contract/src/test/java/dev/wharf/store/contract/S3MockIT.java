package dev.wharf.store.contract;

import java.io.IOException;
import java.nio.file.Path;

/** S3, as S3Mock understands it. */
final class S3MockIT extends S3Contract {
    @Override
    Target start(Path folder) throws IOException {
        return Targets.s3(S3Server.Kind.S3MOCK, folder);
    }
}
