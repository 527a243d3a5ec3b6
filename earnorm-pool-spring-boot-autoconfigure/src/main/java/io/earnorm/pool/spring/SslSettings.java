package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;

/** What a pool's TLS connections trust and show. */
final class SslSettings {

    /** Name of the SSL bundle, below spring.ssl.bundle, that TLS connections use. */
    private @Nullable String bundle;

    public @Nullable String getBundle() {
        return bundle;
    }

    public void setBundle(@Nullable String bundle) {
        this.bundle = bundle;
    }
}
