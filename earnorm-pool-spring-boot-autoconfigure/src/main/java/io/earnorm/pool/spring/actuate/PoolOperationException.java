package io.earnorm.pool.spring.actuate;

import java.io.Serial;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** An operation that cannot be done as it was asked for. */
final class PoolOperationException extends InvalidEndpointRequestException {

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    PoolOperationException(int status, String message) {
        super(message, message);
        this.status = status;
    }

    /** The status of HTTP. */
    int status() {
        return status;
    }
}
