package io.earnorm.pool.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the engine logs. Nothing escapes from here: logging may want memory that isn't there, or meet a user's
 * exception that can't be printed, and what follows in the engine has to happen all the same.
 */
final class Log {

    private final Logger logger;

    Log(Class<?> owner) {
        logger = LoggerFactory.getLogger(owner);
    }

    void debug(String message, @Nullable Object... arguments) {
        log(Level.DEBUG, message, arguments);
    }

    void info(String message, @Nullable Object... arguments) {
        log(Level.INFO, message, arguments);
    }

    void warn(String message, @Nullable Object... arguments) {
        log(Level.WARN, message, arguments);
    }

    void error(String message, @Nullable Object... arguments) {
        log(Level.ERROR, message, arguments);
    }

    /** A failure that comes last is logged with its stack. */
    private void log(Level level, String message, @Nullable Object... arguments) {
        try {
            logger.atLevel(level).log(message, arguments);
        } catch (Throwable t) {
            return; // There is nobody left to tell.
        }
    }
}
