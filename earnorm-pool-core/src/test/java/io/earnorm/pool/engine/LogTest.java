package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.metrics.PoolListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Logging tells, and breaks nothing. */
class LogTest {

    /** Somebody's exception, with a mistake of its own. */
    private static final class Unprintable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("No message");
        }
    }

    private final List<String> logged = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogTest.class);

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String failure = event.getThrowableProxy() == null
                    ? ""
                    : ": " + event.getThrowableProxy().getMessage();
            logged.add(event.getLevel() + " " + event.getFormattedMessage() + failure);
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void whatIsLoggedHasItsLevelItsArgumentsAndItsFailure() {
        Log log = new Log(LogTest.class);

        log.debug("{} of {}", 1, 2);
        log.info("plain");
        log.warn("{} failed", "it", new IllegalStateException("because"));
        log.error("failed", new IllegalStateException("because"));

        assertThat(logged)
                .containsExactly("DEBUG 1 of 2", "INFO plain", "WARN it failed: because", "ERROR failed: because");
    }

    @Test
    void whatListenersThrowIsHeldBackEvenIfItCannotBePrinted() {
        Rig rig = new Rig(config -> config);
        rig.engine.addListener(new PoolListener() {
            @Override
            public void acquireStarted() {
                throw new Unprintable();
            }
        });

        TestLease lease = rig.acquire();

        assertThat(rig.release(lease)).isTrue();
    }

    @Test
    void everybodyIsWokenWhateverOneTaskThrows() {
        List<String> woken = new ArrayList<>();
        Effects effects = new Effects();
        effects.add(() -> {
            throw new Unprintable();
        });
        effects.add(() -> woken.add("the next"));

        effects.run();

        assertThat(woken).containsExactly("the next");
    }

    @Test
    void aJudgementThatCannotBePrintedCostsNoPlace() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.curable = failure -> {
            throw new Unprintable();
        };
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new Unprintable();
        };

        assertThat(rig.release(rig.acquire())).isTrue();
    }
}
