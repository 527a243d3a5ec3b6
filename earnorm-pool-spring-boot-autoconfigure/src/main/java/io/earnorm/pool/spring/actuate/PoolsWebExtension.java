package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.spring.actuate.PoolOperations.Sizes;
import java.security.Principal;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.lang.Nullable; // The one that both generations take for "may be left out".

/** Operations over HTTP: it is known who asks, and a refusal has a text, which Spring Boot's own errors hide. */
@EndpointWebExtension(endpoint = PoolsEndpoint.class)
final class PoolsWebExtension {

    private final PoolOperations operations;

    PoolsWebExtension(PoolOperations operations) {
        this.operations = operations;
    }

    /**
     * Does something to a pool.
     *
     * @param minSize a number; a text, so that the refusal of anything else is ours, too
     */
    @WriteOperation
    WebEndpointResponse<Object> change(
            SecurityContext context,
            @Selector String name,
            @Selector String operation,
            @Nullable String minSize,
            @Nullable String maxSize) {
        try {
            Sizes sizes = new Sizes(number("minSize", minSize), number("maxSize", maxSize));
            return new WebEndpointResponse<>(operations.perform(user(context), name, operation, sizes));
        } catch (PoolOperationException e) {
            return new WebEndpointResponse<>(Map.of("message", e.getReason()), e.status());
        }
    }

    @Nullable
    private static Integer number(String size, @Nullable String value) {
        try {
            return value == null ? null : Integer.valueOf(value.trim());
        } catch (NumberFormatException e) {
            throw new PoolOperationException(PoolOperationException.BAD_REQUEST, size + " must be a whole number");
        }
    }

    /** On one line of the log, whatever somebody is called. */
    private static String user(SecurityContext context) {
        Principal principal = context.getPrincipal();
        return principal == null ? "anonymous" : principal.getName().replaceAll("\\p{Cntrl}", "_");
    }
}
