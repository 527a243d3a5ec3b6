package io.earnorm.pool.testing;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.reject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The watchman is watched: each broken promise is noticed. */
class ScriptedBackendTest {

    private final ScriptedBackend backend = new ScriptedBackend();

    @Test
    void callsDoWhatWasScriptedNextAndThenWhatAlwaysHolds() throws Exception {
        IOException refused = new IOException("refused");
        backend.creation().next(fail(refused));
        backend.validation().always(reject());

        assertThatThrownBy(() -> backend.create(1)).isSameAs(refused);
        ScriptedConnection connection = backend.create(1);

        assertThat(backend.validate(connection)).isFalse();
        assertThat(backend.creation().begun()).isEqualTo(2);
        assertThat(backend.created()).isOne();
        assertThatCode(backend::verify).doesNotThrowAnyException();
    }

    @Test
    void aDeadBackendRefusesAndItsConnectionsStayLost() throws Exception {
        ScriptedConnection lost = backend.create(2);
        backend.die();
        assertThatThrownBy(() -> backend.create(2)).isInstanceOf(IOException.class);
        assertThatThrownBy(lost::use).isInstanceOf(IOException.class);

        backend.heal();

        assertThatThrownBy(lost::use).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> backend.validate(lost)).isInstanceOf(IOException.class);
        backend.create(2).use();
    }

    @Test
    void moreConnectionsThanAllowedAreNoticed() throws Exception {
        backend.create(1);
        backend.create(1);

        noticed("2 connections at once, but maxSize is 1");
    }

    @Test
    void aSecondDestructionIsNoticed() throws Exception {
        ScriptedConnection connection = backend.create(1);
        backend.destroy(connection);
        backend.destroy(connection);

        noticed("connection 1 is destroyed twice");
        assertThat(backend.destroyed()).isOne();
    }

    @Test
    void aUseAfterTheEndIsNoticed() throws Exception {
        ScriptedConnection connection = backend.create(1);
        backend.destroy(connection);
        connection.use();
        backend.validate(connection);

        noticed("connection 1 is used after it was destroyed", "connection 1 is validated after it was destroyed");
    }

    @Test
    void aUseByTwoIsNoticed() throws Exception {
        ScriptedConnection connection = backend.create(1);
        connection.enter();
        Thread other = new Thread(connection::enter, "other");
        other.start();
        other.join();
        backend.validate(connection);
        backend.reset(connection);
        backend.destroy(connection);

        assertThat(backend.violations()).hasSize(4).allMatch(what -> what.contains("connection 1 is "));
    }

    private void noticed(String... violations) {
        assertThat(backend.violations()).containsExactly(violations);
        assertThatThrownBy(backend::verify).isInstanceOf(AssertionError.class).hasMessageContaining(violations[0]);
    }

    @Test
    void eventsInTheRightOrderAreAccepted() {
        EventLog log = new EventLog(1);
        log.poolCreated();
        log.acquireStarted();
        log.connectionCreated(1);
        log.connectionReady(1, Duration.ZERO);
        log.acquired(1, Duration.ZERO);
        log.released(1, Duration.ZERO);
        log.connectionDestroyed(1, EvictionReason.IDLE);
        log.connectionCreated(2);
        log.connectionDestroyed(2, EvictionReason.BROKEN);
        log.poolClosed();

        log.verifyQuiet();
        assertThat(log.count("acquired")).isOne();
        assertThat(log.lines("connectionDestroyed 2")).containsExactly("connectionDestroyed 2 BROKEN");
        assertThat(log.linesOf(1)).hasSize(5);
    }

    @Test
    void eventsInAWrongOrderAreNoticed() {
        EventLog log = new EventLog(1);
        log.poolCreated();
        log.poolCreated();
        log.connectionCreated(1);
        log.connectionCreated(2);
        log.acquired(1, Duration.ZERO);
        log.released(3, Duration.ofNanos(-1));
        log.connectionDestroyed(2, EvictionReason.STALE);

        assertThatThrownBy(log::verify)
                .hasMessageContaining("poolCreated twice")
                .hasMessageContaining("2 connecting, but maxConnecting is 1")
                .hasMessageContaining("acquired without acquireStarted")
                .hasMessageContaining("acquired of 1, which was CONNECTING")
                .hasMessageContaining("released of 3, which was null")
                .hasMessageContaining("never made, but destroyed as STALE");
    }

    @Test
    void anAcquireWithoutAnEndIsNoticed() {
        EventLog log = new EventLog();
        log.acquireStarted();
        log.acquireStarted();
        log.acquireFailed(AcquireFailure.TIMEOUT, Duration.ZERO);

        log.verify();
        assertThatThrownBy(log::verifyQuiet).hasMessageContaining("2 acquires started, but 1 ended");
    }
}
