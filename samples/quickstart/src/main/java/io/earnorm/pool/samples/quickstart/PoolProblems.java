package io.earnorm.pool.samples.quickstart;

import com.mongodb.MongoClientException;
import com.mongodb.MongoSocketException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolUnavailableException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Tells callers what a pool's failure means to them: not now, and when to come back. */
@RestControllerAdvice
class PoolProblems {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** The backend is known to be down: refused at once, without waiting for it. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(PoolUnavailableException failure) {
        return problem(
                "Backend unavailable", message(failure), failure.retryAfter().orElse(SOON));
    }

    /** No connection in time, a queue that is full, a pool that is closing: messages name no secret. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> noConnection(PoolException failure) {
        return problem("No connection", message(failure), SOON);
    }

    /** The connection broke while it was used: among the first calls that meet a backend's death. */
    @ExceptionHandler({JedisConnectionException.class, MongoSocketException.class, MongoClientException.class})
    ResponseEntity<ProblemDetail> broken() {
        return problem(
                "Connection lost",
                "The backend went away during the call. Whether the work was done there is not known.",
                SOON);
    }

    private static String message(PoolException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static ResponseEntity<ProblemDetail> problem(String title, String detail, Duration retryAfter) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
        problem.setTitle(title);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())))
                .body(problem);
    }
}
