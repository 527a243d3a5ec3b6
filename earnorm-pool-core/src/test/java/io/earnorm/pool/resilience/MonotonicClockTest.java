package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    private final ManualTime time = new ManualTime();
    private final Clock clock = new MonotonicClock(time::nanos);

    @Test
    void itMovesAsFarAsTheMonotonicTimeAlsoAcrossItsOverflow() {
        Instant start = clock.instant();
        assertThat(clock.instant()).isEqualTo(start);
        time.advance(Duration.ofDays(400));
        assertThat(Duration.between(start, clock.instant())).hasDays(400);
    }

    @Test
    void anotherZoneShowsTheSameInstant() {
        Clock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));
        time.advance(Duration.ofSeconds(5));
        assertThat(elsewhere.instant()).isEqualTo(clock.instant());
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }
}
