package io.earnorm.pool.spring.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator may do to a pool. */
enum PoolOperation {
    /** Retire all current connections. */
    CLEAR,
    /** Change the sizes. */
    RESIZE,
    /** Let acquires wait. */
    SUSPEND,
    /** End a pause or suspension. */
    RESUME;

    /** As it is written in a path. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PoolOperation> find(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst();
    }

    /** All of them, for a message. */
    static String words() {
        return Arrays.stream(values()).map(PoolOperation::word).collect(Collectors.joining(", "));
    }
}
