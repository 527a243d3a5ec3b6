package io.earnorm.pool.spring.actuate;

import java.util.Map;

/**
 * A pool's health, for either generation of Spring Boot.
 *
 * @param status the code of the status
 * @param details never a URI and never a secret
 */
record HealthReport(String status, Map<String, Object> details) {

    static final String UP = "UP";
    static final String DOWN = "DOWN";
    static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";
    static final String UNKNOWN = "UNKNOWN";
}
