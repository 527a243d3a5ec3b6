package io.earnorm.pool.mongodb;

import com.mongodb.client.MongoClient;

/** What one connection has of the shared client. Used by one thread at a time, as the connection is. */
final class Seat {

    private final SharedClient shared;
    private SharedClient.Generation generation;

    Seat(SharedClient shared, SharedClient.Generation generation) {
        this.shared = shared;
        this.generation = generation;
    }

    /** The client of now; not to be asked in the middle of a lease, which stays with one. */
    MongoClient client() {
        if (!shared.isCurrent(generation)) {
            generation = shared.move(generation);
        }
        return generation.client;
    }

    /** Leaves nothing more to the client. */
    void retire() {
        shared.retire(generation);
    }

    /** Once, at the end. */
    void leave() {
        shared.leave(generation);
    }
}
