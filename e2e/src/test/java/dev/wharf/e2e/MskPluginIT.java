package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Amazon's jar in the folder of plugins. A broker that is not Amazon's does not know the mechanism: that it says so
 * means that login module, handler and SASL client were loaded. What they send is in MskIamTest.
 */
final class MskPluginIT {
    private static final int ENVIRONMENT_MISSING = 3;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theCommandLogsInWithTheJarThatIsThereAndSaysWhenItIsNot() {
        Path settings = Folders.write(folder.resolve("msk.properties"), """
            security.protocol = SASL_PLAINTEXT
            sasl.mechanism = AWS_MSK_IAM
            sasl.jaas.config = software.amazon.msk.auth.iam.IAMLoginModule required;
            sasl.client.callback.handler.class = software.amazon.msk.auth.iam.IAMClientCallbackHandler
            """);
        try (KillHarness harness = new KillHarness(folder);
                EmbeddedKafka kafka =
                        EmbeddedKafka.builder().saslPlain(Map.of("ann", "x")).start()) {
            String[] list = {
                "topics", "list", "--brokers", kafka.bootstrapServers(), "--client-config", settings.toString()
            };
            Wharf wharf = Wharf.in(folder, harness);
            ChildProcess without = wharf.start("without", list);
            ChildProcess with = wharf.at(Plugins.install(jar(), folder.resolve("wharf")))
                    .with("AWS_ACCESS_KEY_ID", "AKIDOFTHISTEST")
                    .with("AWS_SECRET_ACCESS_KEY", "s3cr3t-of-this-test")
                    .start("with", list);

            assertThat(with.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(ENVIRONMENT_MISSING);
            assertThat(with.err())
                    .contains("check sasl.mechanism: Client SASL mechanism 'AWS_MSK_IAM' not enabled in the server,"
                            + " enabled mechanisms are [PLAIN]");
            assertThat(without.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(ENVIRONMENT_MISSING);
            assertThat(without.err())
                    .contains("Class software.amazon.msk.auth.iam.IAMClientCallbackHandler could not be found");
        }
    }

    private static Path jar() {
        List<Path> jars = Folders.files(Repository.ours().root().resolve("msk-iam/target/plugins"));
        assertThat(jars).singleElement().asString().endsWith("-all.jar");
        return jars.get(0);
    }
}
