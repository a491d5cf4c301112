package dev.wharf.devstack.internal;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a broker from ending the JVM that embeds it: Kafka halts the process when, say, its data folder vanishes. */
public final class KafkaExits {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaExits.class);

    private KafkaExits() {}

    /** Holds for the whole JVM, from the first embedded broker on. */
    public static void keepJvmAlive() {
        Exit.setHaltProcedure(KafkaExits::refuse);
        Exit.setExitProcedure(KafkaExits::refuse);
    }

    private static void refuse(int status, String reason) {
        LOG.error("the embedded broker gave up with status {}; close it", status, new IllegalStateException(reason));
    }
}
