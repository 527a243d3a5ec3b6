package io.earnorm.pool.spring.documentation;

import org.jspecify.annotations.NullUnmarked;

/** What else a reader imagines around the snippets about resilience. */
@NullUnmarked
abstract class ResilienceSurroundings extends Surroundings {

    Client client;

    /** Work that is protected. */
    interface Client {

        Receipt charge(Order order);

        void ping();
    }

    /** What it returns. */
    interface Receipt {}
}
