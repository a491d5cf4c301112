package dev.wharf.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Sets from which level on Wharf's own log lines are shown; those of libraries stay as the process is set up. */
final class LogLevel {
    private LogLevel() {}

    /** One of trace, debug, info, warn, error. */
    static void set(String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("dev.wharf").setLevel(Level.toLevel(level, Level.WARN));
        }
    }
}
