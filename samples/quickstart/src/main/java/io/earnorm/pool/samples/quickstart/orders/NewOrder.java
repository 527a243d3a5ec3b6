package io.earnorm.pool.samples.quickstart.orders;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a caller sends to order something; anything may be missing.
 *
 * @param customer who orders
 * @param item what
 * @param quantity how many, from 1 to 1000
 */
public record NewOrder(@Nullable String customer, @Nullable String item, int quantity) {

    private static final int MAX_LENGTH = 80;
    private static final int MAX_QUANTITY = 1000;

    Order toOrder() {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw refuse("quantity must be from 1 to %d, but was %d".formatted(MAX_QUANTITY, quantity));
        }
        return new Order(
                new ObjectId().toHexString(),
                text("customer", customer),
                text("item", item),
                quantity,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > MAX_LENGTH) {
            throw refuse("%s must have from 1 to %d characters".formatted(field, MAX_LENGTH));
        }
        return value.strip();
    }

    private static ResponseStatusException refuse(String reason) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
    }
}
