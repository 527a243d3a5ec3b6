package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;

/** One pool of a backend that is not in the box. */
final class CustomPoolSettings extends NamedPoolSettings {

    /** Name of the backend: a PoolBackend bean, or one that the PoolRegistry knows. */
    private @Nullable String type;

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }
}
