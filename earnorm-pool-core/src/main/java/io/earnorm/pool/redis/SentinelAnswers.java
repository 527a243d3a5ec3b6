package io.earnorm.pool.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What all sentinels of a pool say, and what follows from it. A sentinel that was cut off during a failover still names the
 * old master, so the highest epoch counts; where epochs don't tell, who changed its mind last. What a sentinel said is
 * forgotten when it can't be reached: it might contradict for ever those that were set up anew. Not thread-safe.
 */
final class SentinelAnswers {

    private final String masterName;
    private final List<Entry> entries = new ArrayList<>();
    private long changes;

    SentinelAnswers(String masterName, List<HostAndPort> sentinels) {
        this.masterName = masterName;
        sentinels.forEach(sentinel -> entries.add(new Entry(sentinel)));
    }

    /** Returns whether the sentinel could not be reached before. */
    boolean answered(int sentinel, SentinelAnswer answer) {
        Entry entry = entries.get(sentinel);
        boolean back = entry.failure != null;
        if (answer.address() != null && !answer.address().equals(entry.lastAddress)) {
            entry.lastAddress = answer.address();
            entry.changed = ++changes;
        }
        entry.answer = answer;
        entry.failure = null;
        return back;
    }

    /** Returns whether the sentinel was not known to be out of reach before. */
    boolean failed(int sentinel, Throwable failure) {
        Entry entry = entries.get(sentinel);
        boolean lost = entry.failure == null;
        entry.answer = null;
        entry.failure = failure;
        return lost;
    }

    /** {@return where the master is, or {@code null} if nobody says} */
    @Nullable
    HostAndPort best() {
        Entry best = null;
        for (Entry entry : entries) {
            if (entry.answer != null && entry.answer.address() != null && (best == null || entry.isNewerThan(best))) {
                best = entry;
            }
        }
        return best == null ? null : best.lastAddress;
    }

    /** {@return whether every sentinel has answered or failed} */
    boolean allHeard() {
        return entries.stream().allMatch(entry -> entry.answer != null || entry.failure != null);
    }

    int reachable() {
        return (int) entries.stream().filter(entry -> entry.answer != null).count();
    }

    /** {@return for example {@code 2 of 3 sentinels answer}} */
    String summary() {
        return "%d of %d sentinels answer".formatted(reachable(), entries.size());
    }

    /** {@return why nobody says where the master is} */
    JedisException complaint() {
        String said = String.join("; ", entries.stream().map(Entry::toString).toList());
        String message = reachable() == 0
                ? "None of the sentinels of the master '%s' answers: %s".formatted(masterName, said)
                : "No sentinel monitors a master called '%s': %s. Correct the sentinelMasterId, or name other sentinels"
                        .formatted(masterName, said);
        Throwable cause = entries.stream()
                .map(entry -> entry.failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean passing = entries.stream().anyMatch(Entry::mayRecover);
        return passing ? new JedisConnectionException(message, cause) : new JedisException(message, cause);
    }

    private static final class Entry {

        private final HostAndPort sentinel;
        private @Nullable SentinelAnswer answer;
        private @Nullable Throwable failure;
        private @Nullable HostAndPort lastAddress;
        private long changed;

        Entry(HostAndPort sentinel) {
            this.sentinel = sentinel;
        }

        private boolean isNewerThan(Entry other) {
            long own = answer == null ? SentinelAnswer.UNKNOWN : answer.epoch();
            long others = other.answer == null ? SentinelAnswer.UNKNOWN : other.answer.epoch();
            return own == others ? changed > other.changed : own > others;
        }

        private boolean mayRecover() {
            return answer == null && (failure == null || RedisFailures.isTransient(failure));
        }

        @Override
        public String toString() {
            if (answer != null) {
                return "%s monitors %s".formatted(sentinel, answer.others());
            }
            return failure == null
                    ? sentinel + " (not asked yet)"
                    : "%s (%s)".formatted(sentinel, failure.getMessage());
        }
    }
}
