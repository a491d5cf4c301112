package dev.wharf.store.contract;

import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The kinds there are. */
final class Targets {
    /** The least that S3 takes, so that few bytes are many parts. */
    static final int PART = 5 << 20;

    private Targets() {}

    static Target file(Path folder) {
        return new Plain(Target.Kind.FILE, "file:" + folder.toAbsolutePath() + "/");
    }

    static Target memory() {
        return new Plain(Target.Kind.MEMORY, "memory:" + UUID.randomUUID() + "-");
    }

    static Target s3(S3Server.Kind kind, Path folder) throws IOException {
        return new S3(S3Server.start(kind, folder));
    }

    private static PayloadStore open(Target target, String name, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(target.options());
        options.putAll(more);
        return StoreCatalog.load().open(new StoreSettings("tested", target.url(name), options));
    }

    private record Plain(Kind kind, String place) implements Target {
        @Override
        public Map<String, String> options() {
            return Map.of();
        }

        @Override
        public String url(String name) {
            return place + name;
        }

        @Override
        public PayloadStore open(String name, Map<String, String> more) {
            return Targets.open(this, name, more);
        }

        @Override
        public void close() {}
    }

    private record S3(S3Server server) implements Target {
        @Override
        public Kind kind() {
            return server.kind() == S3Server.Kind.S3MOCK ? Kind.S3MOCK : Kind.S3PROXY;
        }

        @Override
        public Map<String, String> options() {
            return Map.of("endpoint", server.endpoint(), "part.bytes", Integer.toString(PART));
        }

        @Override
        public String url(String name) {
            return "s3://" + S3Server.BUCKET + "/" + name;
        }

        @Override
        public PayloadStore open(String name, Map<String, String> more) {
            return Targets.open(this, name, more);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
