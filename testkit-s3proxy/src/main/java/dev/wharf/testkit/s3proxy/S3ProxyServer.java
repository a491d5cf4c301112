package dev.wharf.testkit.s3proxy;

import java.io.PrintStream;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * S3Proxy on a free port of 127.0.0.1, over files, with one bucket; it checks signatures, and refuses headers that it
 * does not know. It prints {@code endpoint = URL} once it serves, and ends when its standard input does: with the
 * process that has started it, however that ends.
 */
public final class S3ProxyServer {
    private S3ProxyServer() {}

    /** Arguments: folder for the objects, name of the bucket, access key, secret key. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", args[0]);
        BlobStore files = BlobStores.create("filesystem", settings);
        if (!files.containerExists(args[1])) {
            files.createContainer(args[1]);
        }
        S3Proxy server = S3Proxy.builder()
                .blobStore(files)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, args[2], args[3])
                .stopTimeout(0)
                .build();
        server.start();
        out.println("endpoint = http://127.0.0.1:" + server.getPort());
        out.flush();
        while (System.in.read() >= 0) {
            // nobody says anything; what counts is the end
        }
        Runtime.getRuntime().halt(0);
    }
}
