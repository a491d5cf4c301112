package dev.wharf.testkit.s3mock;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * S3Mock on a free port of 127.0.0.1, with one bucket. It prints {@code endpoint = URL} once it serves, and ends when
 * its standard input does: with the process that has started it, however that ends.
 */
@Configuration
public class S3MockServer {
    /** Arguments: folder for the objects, name of the bucket. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        S3MockApplication.class, S3MockServer.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "http.port", "0",
                        "logging.level.root", "warn",
                        "com.adobe.testing.s3mock.store.root", args[0],
                        "com.adobe.testing.s3mock.store.initialBuckets", args[1]))
                .run();
        out.println("endpoint = http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
        out.flush();
        while (System.in.read() >= 0) {
            // nobody says anything; what counts is the end
        }
        Runtime.getRuntime().halt(0);
    }

    /** The server opens a second port, of all interfaces if nobody stops it. */
    @Bean
    static BeanPostProcessor loopbackOnly() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof Connector connector) {
                    connector.setProperty("address", "127.0.0.1");
                }
                return bean;
            }
        };
    }
}
