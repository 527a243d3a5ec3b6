package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever is idle is found, from wherever the search begins. */
class SlotsTest {

    private static final int SIZE = 4;
    private static final int ME = 0;
    private static final int OTHER = 1;

    private final Slots<Object> slots = new Slots<>();

    SlotsTest() {
        Rig rig = new Rig(config -> config.maxSize(SIZE));
        rig.fill(SIZE);
        for (Slot<Object> slot : rig.slots()) {
            slots.add(slot);
        }
    }

    private static void giveBack(Slot<Object> slot) {
        slot.end(slot.stamp());
        slot.idle();
    }

    private void leaseAll() {
        while (slots.lease(ME) != null) {}
    }

    @Test
    void theOnlyIdleOneIsFoundWhereverTheLastOneWas() {
        leaseAll();
        for (Slot<Object> last : slots.all()) {
            for (Slot<Object> only : slots.all()) {
                giveBack(last);
                assertThat(slots.lease(ME)).isSameAs(last);
                giveBack(only);
                assertThat(slots.lease(ME)).isSameAs(only);
            }
        }
    }

    @Test
    void eachIsLeasedOnceAndThenThereIsNone() {
        leaseAll();

        assertThat(slots.count(Slot.IN_USE)).isEqualTo(SIZE);
        assertThat(slots.count(Slot.IDLE)).isZero();
        assertThat(slots.lease(ME)).isNull();
        assertThat(slots.lease(OTHER)).isNull();
    }

    @Test
    void aThreadComesBackToTheSlotThatItHad() {
        Slot<Object> mine = slots.lease(ME);
        Slot<Object> others = slots.lease(OTHER);
        giveBack(mine);
        giveBack(others);

        assertThat(slots.lease(OTHER)).isSameAs(others);
        assertThat(slots.lease(ME)).isSameAs(mine);
    }

    @Test
    void whatIsLeftIsFoundWhenTheLastOneIsGone() {
        leaseAll();
        Slot<Object>[] before = slots.all();
        giveBack(before[SIZE - 1]);
        assertThat(slots.lease(ME)).isSameAs(before[SIZE - 1]);

        slots.remove(before[SIZE - 1]);
        slots.remove(before[1]);
        slots.remove(before[1]); // Changes nothing.

        assertThat(slots.all()).containsExactly(before[0], before[2]);
        assertThat(slots.size()).isEqualTo(2);
        giveBack(before[2]);
        assertThat(slots.lease(ME)).isSameAs(before[2]);
        giveBack(before[0]);
        assertThat(slots.lease(ME)).isSameAs(before[0]);
        slots.remove(before[0]);
        slots.remove(before[2]);
        assertThat(slots.lease(ME)).isNull();
    }
}
