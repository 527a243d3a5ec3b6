package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.metrics.PoolListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears what. */
class EventsTest {

    private final Events events = new Events("events");
    private final List<String> heard = new ArrayList<>();

    /** Equal to all others of its kind. */
    private class Named implements PoolListener {

        final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void poolCleared() {
            heard.add(name);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Named;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private final class Lessee extends Named {

        Lessee() {
            super("lessee");
        }

        @Override
        public void acquired(long id, Duration waited) {
            heard.add("acquired");
        }
    }

    @Test
    void everybodyHearsInOrderWhateverOthersThrow() {
        events.add(new Named("one"));
        events.add(new PoolListener() {
            @Override
            public void poolCleared() {
                throw new NoClassDefFoundError("A listener's mistake");
            }
        });
        events.add(new Named("two"));

        events.tell(PoolListener::poolCleared);

        assertThat(heard).containsExactly("one", "two");
    }

    @Test
    void theOneThatIsRemovedIsTheSameAndNotAnEqualOne() {
        Named one = new Named("one");
        Named two = new Named("two");
        events.add(one);
        events.add(two);

        events.remove(two);
        events.remove(new Named("unknown"));
        events.tell(PoolListener::poolCleared);

        assertThat(heard).containsExactly("one");
    }

    @Test
    void oneThatWasAddedTwiceIsRemovedOnce() {
        Named twice = new Named("twice");
        events.add(twice);
        events.add(twice);

        events.remove(twice);
        events.tell(PoolListener::poolCleared);

        assertThat(heard).containsExactly("twice");
    }

    @Test
    void leasesAreToldWhileSomebodyListensToThem() {
        Lessee lessee = new Lessee();
        events.add(new Named("other"));
        assertThat(events.hearLeases()).isFalse();

        events.add(lessee);
        assertThat(events.hearLeases()).isTrue();
        events.remove(new Lessee());
        assertThat(events.hearLeases()).isTrue();
        events.remove(lessee);
        assertThat(events.hearLeases()).isFalse();
    }
}
