package io.earnorm.pool.redis;

import org.jspecify.annotations.Nullable;

/** The name that a connection has in the server's {@code CLIENT LIST}, which allows neither blanks nor other scripts. */
final class ClientName {

    private ClientName() {}

    /** The one that was asked for, which must be right as it is, or the pool's, made to fit. */
    static String of(String pool, @Nullable String wanted) {
        if (wanted == null) {
            return pool.replaceAll("[^!-~]", "-");
        }
        if (!wanted.matches("[!-~]+")) {
            throw ExtraConfig.wrong(RedisSettings.CLIENT_NAME, "printable ASCII without blanks", "'" + wanted + "'");
        }
        return wanted;
    }
}
