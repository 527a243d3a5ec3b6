package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * The keys of {@code extraConfig} that this backend knows; they win over the URI. Keys are the same in any case, with or
 * without {@code _} and {@code -}, because property sources drop those.
 */
final class ExtraConfig {

    static final String AUTH_SOURCE = "auth_source";

    private static final Map<String, Option> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("ssl", (to, option) -> {
            boolean enabled = option.flag();
            to.applyToSslSettings(ssl -> ssl.enabled(enabled));
        });
        KNOWN.put(AUTH_SOURCE, (to, option) -> option.text()); // Used by Authentication.
        KNOWN.put("server_selection_timeout_ms", (to, option) -> {
            int timeout = option.milliseconds();
            to.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(timeout, MILLISECONDS));
        });
        KNOWN.put("connect_timeout_ms", (to, option) -> {
            int timeout = option.milliseconds();
            to.applyToSocketSettings(socket -> socket.connectTimeout(timeout, MILLISECONDS));
        });
        KNOWN.put("socket_timeout_ms", (to, option) -> {
            int timeout = option.milliseconds();
            to.applyToSocketSettings(socket -> socket.readTimeout(timeout, MILLISECONDS));
        });
        KNOWN.put("retry_writes", (to, option) -> to.retryWrites(option.flag()));
        KNOWN.put("retry_reads", (to, option) -> to.retryReads(option.flag()));
        KNOWN.put("w", (to, option) -> writeConcern(to, option, ExtraConfig::withW));
        KNOWN.put("j", (to, option) -> writeConcern(to, option, (now, j) -> now.withJournal(j.flag())));
    }

    private final Map<String, Object> values;

    private ExtraConfig(Map<String, Object> values) {
        this.values = values;
    }

    /** Refuses a key that is not known, or there twice. */
    static ExtraConfig of(Map<String, Object> extraConfig) {
        Map<String, Object> values = new LinkedHashMap<>();
        extraConfig.forEach((key, value) -> {
            String known = KNOWN.keySet().stream()
                    .filter(candidate -> plain(candidate).equals(plain(key)))
                    .findFirst()
                    .orElseThrow(() ->
                            new PoolConfigurationException("Unknown extraConfig key '%s' for MongoDB. Known keys: %s"
                                    .formatted(key, String.join(", ", KNOWN.keySet()))));
            if (values.put(known, value) != null) {
                throw new PoolConfigurationException("extraConfig has '%s' twice".formatted(known));
            }
        });
        return new ExtraConfig(values);
    }

    private static String plain(String key) {
        return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    Optional<String> authSource() {
        return Optional.ofNullable(values.get(AUTH_SOURCE)).map(value -> new ExtraValue(AUTH_SOURCE, value).text());
    }

    /** Refuses a value of the wrong type. */
    void applyTo(MongoClientSettings.Builder settings) {
        KNOWN.forEach((key, option) -> { // In this order, not the map's: "j" after "w".
            Object value = values.get(key);
            if (value != null) {
                option.apply(settings, new ExtraValue(key, value));
            }
        });
    }

    private static WriteConcern withW(WriteConcern now, ExtraValue w) {
        OptionalInt members = w.number();
        return members.isPresent() ? now.withW(members.getAsInt()) : now.withW(w.text());
    }

    private static void writeConcern(
            MongoClientSettings.Builder to,
            ExtraValue option,
            BiFunction<WriteConcern, ExtraValue, WriteConcern> change) {
        WriteConcern now = to.build().getWriteConcern(); // The URI's, or the driver's default.
        try {
            to.writeConcern(change.apply(now, option));
        } catch (IllegalArgumentException e) {
            throw option.refused("a write concern that the driver accepts together with " + now, e);
        }
    }

    private interface Option {
        void apply(MongoClientSettings.Builder settings, ExtraValue value);
    }
}
