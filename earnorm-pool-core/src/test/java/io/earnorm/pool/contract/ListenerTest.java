package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Listeners that misbehave cannot break a pool. */
class ListenerTest extends ScriptedTestCase {

    /** A listener that does the same at every event. */
    private static PoolListener always(Consumer<String> reaction) {
        return (PoolListener) Proxy.newProxyInstance(
                PoolListener.class.getClassLoader(),
                new Class<?>[] {PoolListener.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == PoolListener.class) {
                        reaction.accept(method.getName());
                        return null;
                    }
                    return switch (method.getName()) {
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "listener";
                    };
                });
    }

    /** Makes every kind of event happen but leaks. */
    private void exercise(ScriptedPool pool) {
        pool.init();
        Lease<ScriptedConnection> held = pool.acquire();
        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(10))).isInstanceOf(PoolTimeoutException.class);
        held.invalidate();
        pool.acquire().close();
        pool.pause(new IllegalStateException("maintenance"));
        pool.resume();
        pool.acquire().close();
        pool.clear();
        pool.acquire().close();
        pool.close();
        assertThat(backend.open()).isEmpty();
        assertThat(pool.getMetrics().total()).isZero();
    }

    @Test
    void aListenerThatThrowsAtEveryEventChangesNothing() {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        ScriptedPool pool = poolOf(config().maxSize(1));
        pool.addListener(always(event -> {
            heard.add(event);
            throw new IllegalStateException("bug in " + event);
        }));

        exercise(pool);

        assertThat(heard).contains("poolCreated", "acquireFailed", "connectionDestroyed", "poolClosed");
        pool.events().verifyQuiet();
    }

    @Test
    void anErrorInAListenerChangesNothing() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        pool.addListener(always(event -> {
            throw new StackOverflowError("scripted in " + event);
        }));

        exercise(pool);

        pool.events().verifyQuiet();
    }

    @Test
    void listenersAfterOneThatThrowsHearEverything() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        pool.addListener(always(event -> {
            throw new IllegalStateException("bug");
        }));
        pool.addListener(always(heard::add));

        exercise(pool);

        assertThat(heard).hasSameSizeAs(pool.events().lines());
    }

    @Test
    void aListenerMayCallThePool() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        pool.addListener(always(event -> {
            pool.getMetrics();
            pool.getStatistics();
            pool.getConnections();
            pool.state();
            pool.cleanup();
            if (event.startsWith("connection")) { // Within an acquire's or release's own event it would never end.
                pool.tryAcquire().ifPresent(Lease::close);
            }
        }));

        exercise(pool);
    }

    @Test
    void aListenerMayRemoveItself() {
        ScriptedPool pool = poolOf(config());
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        PoolListener[] once = new PoolListener[1];
        once[0] = always(event -> {
            heard.add(event);
            pool.removeListener(once[0]);
        });
        pool.addListener(once[0]);

        pool.acquire().close();

        assertThat(heard).containsExactly("poolCreated");
    }

    @Test
    void aListenerIsRemovedByIdentityWhateverItsEqualsSays() {
        record Twin(ConcurrentLinkedQueue<String> heard) implements PoolListener {
            @Override
            public void poolCleared() {
                heard.add("cleared");
            }
        }
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        ScriptedPool pool = poolOf(config());
        pool.init();
        Twin first = new Twin(heard);
        Twin second = new Twin(heard);
        pool.addListener(first);

        pool.removeListener(second);
        pool.clear();
        assertThat(heard).hasSize(1);

        pool.removeListener(first);
        pool.clear();
        assertThat(heard).hasSize(1);
    }

    @Test
    void aListenerThatBlocksHoldsUpOnlyItsOwnThread() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        pool.acquire().close();
        Gate gate = backend.gate();
        Thread[] blocked = new Thread[1];
        pool.addListener(new PoolListener() {
            @Override
            public void released(long id, Duration held) {
                if (Thread.currentThread() == blocked[0]) {
                    gate.passDeaf();
                }
            }
        });
        Task<Boolean> releasing = start(() -> {
            Lease<ScriptedConnection> lease = pool.acquire();
            blocked[0] = Thread.currentThread();
            lease.close();
            return true;
        });
        gate.awaitArrival();

        try (Lease<ScriptedConnection> other = pool.acquire()) {
            assertThat(other.connection()).isNotNull();
            assertThat(pool.getConnections()).isNotEmpty();
            pool.cleanup();
            pool.clear();
        }

        gate.open();
        releasing.result();
    }
}
