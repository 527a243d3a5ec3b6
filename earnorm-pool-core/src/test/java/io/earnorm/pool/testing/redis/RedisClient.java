package io.earnorm.pool.testing.redis;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A connection as the server sees it, from its {@code CLIENT LIST}.
 *
 * @param fields for example {@code id}, {@code name}, {@code db}, {@code cmd}, {@code user}
 */
public record RedisClient(Map<String, String> fields) {

    static RedisClient parse(String line) {
        return new RedisClient(Arrays.stream(line.split(" "))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field.length > 1 ? field[1] : "")));
    }

    /** {@return one field, or an empty text} */
    public String get(String field) {
        return fields.getOrDefault(field, "");
    }
}
