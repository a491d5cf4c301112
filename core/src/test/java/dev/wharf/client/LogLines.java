package dev.wharf.client;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Every line that some loggers write until it is closed, with stack traces. Their levels are as they were afterwards.
 * Any thread may log; the rest is for one.
 */
public final class LogLines implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<Runnable> restore = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + "\n"
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };

    private LogLines() {
        appender.setContext(context);
        appender.start();
    }

    /** Those of one class. */
    public static LogLines of(Class<?> type) {
        LogLines lines = new LogLines();
        lines.listen(type.getName(), Level.INFO);
        return lines;
    }

    /** Those of Wharf and of Kafka, down to this level; on the console there are no more than usual. */
    public static LogLines ofAll(Level level) {
        LogLines lines = new LogLines();
        for (String name : List.of("dev.wharf", "org.apache.kafka")) {
            lines.listen(name, level);
        }
        lines.raise("org.apache.kafka.clients.NetworkClient", level);
        return lines;
    }

    private void listen(String name, Level level) {
        Logger logger = raise(name, level);
        boolean additive = logger.isAdditive();
        logger.setAdditive(false);
        logger.addAppender(appender);
        restore.add(() -> {
            logger.detachAppender(appender);
            logger.setAdditive(additive);
        });
    }

    private Logger raise(String name, @Nullable Level level) {
        Logger logger = context.getLogger(name);
        Level before = logger.getLevel();
        logger.setLevel(level);
        restore.add(() -> logger.setLevel(before));
        return logger;
    }

    /** Those that contain the text. */
    public List<String> containing(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    public List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
