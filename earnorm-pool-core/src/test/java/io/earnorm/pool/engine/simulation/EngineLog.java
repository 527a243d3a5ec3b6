package io.earnorm.pool.engine.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.slf4j.LoggerFactory;

/** Keeps the engine quiet while it is simulated, but for errors: one of its own tasks has failed, and that must not be. */
final class EngineLog extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.earnorm.pool.engine");

    EngineLog() {
        setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        start();
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (Thread.currentThread() instanceof Strand strand) {
            IThrowableProxy cause = event.getThrowableProxy();
            String what = cause == null ? "" : ": " + cause.getClassName() + ": " + cause.getMessage();
            strand.breaks(11, "none of the pool's own tasks fails", event.getFormattedMessage() + what);
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
        stop();
    }
}
