package io.earnorm.pool.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link Resilience}; a part that is not given is off. For one thread. */
public final class ResilienceBuilder {

    private String name = "earnorm";
    private @Nullable Function<String, Retry> retry;
    private Duration maxRetryDuration = Duration.ZERO;
    private @Nullable Function<Ticker, CircuitBreaker> circuitBreaker;
    private Duration timeout = Duration.ZERO;
    private @Nullable Executor executor;
    private Ticker ticker = Ticker.SYSTEM;

    ResilienceBuilder() {}

    /**
     * Sets the name that messages, and the breaker's and the retry's own figures, carry.
     *
     * @param name not blank; {@code earnorm} when it is not set
     * @return this builder
     */
    public ResilienceBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Retries as the policy says.
     *
     * @param policy how often, after which failures and after which back-off
     * @return this builder
     */
    public ResilienceBuilder retry(RetryPolicy policy) {
        retry = policy::toRetry;
        maxRetryDuration = policy.maxDuration();
        return this;
    }

    /**
     * Retries with an instance that the application owns, so that its configuration, events and
     * metrics apply.
     *
     * @param retry for example from a {@code RetryRegistry}
     * @return this builder
     */
    public ResilienceBuilder retry(Retry retry) {
        Objects.requireNonNull(retry, "retry");
        this.retry = anyName -> retry;
        maxRetryDuration = Duration.ZERO;
        return this;
    }

    /**
     * Adds a breaker of its own, which runs on monotonic time and starts no thread.
     *
     * @param policy when it opens, and how it closes again
     * @return this builder
     */
    public ResilienceBuilder circuitBreaker(CircuitBreakerPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        circuitBreaker = ticker -> policy.toCircuitBreaker(name, new MonotonicClock(ticker.nanoTime()));
        return this;
    }

    /**
     * Uses a breaker that the application owns, so that its configuration, events, metrics and
     * endpoints apply.
     *
     * @param circuitBreaker for example from a {@code CircuitBreakerRegistry}
     * @return this builder
     */
    public ResilienceBuilder circuitBreaker(CircuitBreaker circuitBreaker) {
        Objects.requireNonNull(circuitBreaker, "circuitBreaker");
        this.circuitBreaker = anyTicker -> circuitBreaker;
        return this;
    }

    /**
     * Bounds each attempt. Work with a timeout runs on another thread, without the caller's thread
     * locals. Pools don't look at it: they bound their work by the driver's own timeouts.
     *
     * @param timeout the longest attempt, 1 ms or more; zero (the default): no bound, and no thread
     * @return this builder
     */
    public ResilienceBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets where work with a timeout runs. The time that it waits there for a thread counts.
     *
     * @param executor stays the caller's to shut down; daemon threads, as many as needed, when it is
     *     not set
     * @return this builder
     */
    public ResilienceBuilder executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Replaces the clock, for tests and simulations. The pauses of the back-off stay real ones.
     *
     * @param nanoTime monotonic nanoseconds, like {@code System::nanoTime} (the default)
     * @return this builder
     */
    public ResilienceBuilder clock(LongSupplier nanoTime) {
        return ticker(new Ticker(nanoTime, ticker.sleeper()));
    }

    ResilienceBuilder ticker(Ticker ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * Makes the resilience.
     *
     * @return a live object; keep it, its breaker remembers
     * @throws io.earnorm.pool.exception.PoolConfigurationException if the name is blank or the timeout
     *     out of range; the message names the setting, what is allowed, and the value
     */
    public Resilience build() {
        Settings.require(!name.isBlank(), "resilience.name", "at least one visible character", "'" + name + "'");
        Settings.lengthOrOff("resilience.timeout", timeout);
        return new Resilience(
                name,
                retry == null ? null : new Retrying(retry.apply(name), maxRetryDuration.toNanos(), ticker),
                circuitBreaker == null ? null : new Breaker(name, circuitBreaker.apply(ticker), ticker),
                timeout.isZero() ? null : TimeLimit.of(name, timeout, executor));
    }
}
