package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;

/** One pool. What is not set is null. */
class NamedPoolSettings extends PoolSettings {

    /** What to connect to, in the backend's own form. */
    private @Nullable String uri;

    /** Database to use, where the URI does not say it. */
    private @Nullable String database;

    /** Whether a container or another service that Spring Boot knows takes the place of the pool's own address; of the only pool of a backend or the primary one when absent. */
    private @Nullable Boolean connectionDetails;

    /** Name of the template, below earnorm.pool.templates, that this pool starts from. */
    private @Nullable String template;

    /** Whether this pool is the one to inject where no pool is named. */
    private boolean primary;

    public @Nullable String getUri() {
        return uri;
    }

    public void setUri(@Nullable String uri) {
        this.uri = Settings.textOrNull(uri);
    }

    public @Nullable String getDatabase() {
        return database;
    }

    public void setDatabase(@Nullable String database) {
        this.database = Settings.textOrNull(database);
    }

    public @Nullable Boolean getConnectionDetails() {
        return connectionDetails;
    }

    public void setConnectionDetails(@Nullable Boolean connectionDetails) {
        this.connectionDetails = connectionDetails;
    }

    public @Nullable String getTemplate() {
        return template;
    }

    public void setTemplate(@Nullable String template) {
        this.template = template;
    }

    public boolean isPrimary() {
        return primary;
    }

    public void setPrimary(boolean primary) {
        this.primary = primary;
    }
}
