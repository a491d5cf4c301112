package dev.wharf.registry.contract;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** One registry, started once for all that it is asked: in plain HTTP, and through our client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
abstract class RegistrySuites {
    private Target target;

    abstract Target startTarget() throws Exception;

    @BeforeAll
    void start() throws Exception {
        target = startTarget();
    }

    @AfterAll
    void stop() {
        if (target != null) {
            target.close();
        }
    }

    @Nested
    final class InPlainHttp extends ContractSuite {
        @Override
        Target target() {
            return target;
        }
    }

    @Nested
    final class ThroughOurClient extends ClientSuite {
        @Override
        Target target() {
            return target;
        }
    }
}
