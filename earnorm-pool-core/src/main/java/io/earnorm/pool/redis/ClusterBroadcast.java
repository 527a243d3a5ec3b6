package io.earnorm.pool.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the replies of all nodes to a command without keys become one. Replies are as the servers sent them. */
enum ClusterBroadcast {
    /** All say the same, as they do when they succeed. */
    SAME,
    /** One success is enough: the others had nothing to do, and say so by an error. */
    ONE,
    /** Each has a part of the number. */
    SUM,
    /** Each has a part of the list. */
    CONCAT,
    /** A list of yes (1) and no (0), yes where all say so. */
    EVERY,
    /** Anybody's, if there is one. */
    SOME;

    private static final Map<String, ClusterBroadcast> BY_NAME = Map.ofEntries(
            Map.entry("PING", SAME),
            Map.entry("FLUSHALL", SAME),
            Map.entry("FLUSHDB", SAME),
            Map.entry("DBSIZE", SUM),
            Map.entry("KEYS", CONCAT),
            Map.entry("RANDOMKEY", SOME),
            Map.entry("SCRIPT LOAD", SAME),
            Map.entry("SCRIPT FLUSH", SAME),
            Map.entry("SCRIPT EXISTS", EVERY),
            Map.entry("SCRIPT KILL", ONE),
            Map.entry("FUNCTION LOAD", SAME),
            Map.entry("FUNCTION DELETE", SAME),
            Map.entry("FUNCTION FLUSH", SAME),
            Map.entry("FUNCTION RESTORE", SAME),
            Map.entry("FUNCTION KILL", ONE),
            Map.entry("CONFIG SET", SAME),
            Map.entry("CONFIG RESETSTAT", SAME),
            Map.entry("CONFIG REWRITE", SAME),
            Map.entry("SLOWLOG RESET", SAME));

    /** {@return how, or {@code null} for a command that any one node answers} */
    static @Nullable ClusterBroadcast of(String command, String firstArgument) {
        ClusterBroadcast whole = BY_NAME.get(command);
        return whole != null ? whole : BY_NAME.get(command + " " + firstArgument);
    }

    /** {@return one reply made of at least one} */
    @Nullable
    Object combine(List<@Nullable Object> replies) {
        return switch (this) {
            case SAME, ONE -> replies.get(0);
            case SUM ->
                replies.stream()
                        .mapToLong(reply -> (Long) Objects.requireNonNull(reply))
                        .sum();
            case CONCAT ->
                replies.stream().flatMap(reply -> list(reply).stream()).toList();
            case EVERY -> every(replies);
            case SOME -> replies.stream().filter(Objects::nonNull).findFirst().orElse(null);
        };
    }

    private static Object every(List<@Nullable Object> replies) {
        List<Object> all = new ArrayList<>(list(replies.get(0)));
        for (Object reply : replies) {
            for (int i = 0; i < all.size(); i++) {
                all.set(i, Math.min((Long) all.get(i), (Long) list(reply).get(i)));
            }
        }
        return all;
    }

    private static List<?> list(@Nullable Object reply) {
        return reply == null ? Collections.emptyList() : (List<?>) reply;
    }
}
