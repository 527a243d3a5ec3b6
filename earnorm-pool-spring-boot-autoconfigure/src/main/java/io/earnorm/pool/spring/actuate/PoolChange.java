package io.earnorm.pool.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operator did.
 *
 * @param pool the pool's name
 * @param operation what was done
 * @param by who did it
 * @param before the pool until then
 * @param after the pool right after it
 */
record PoolChange(String pool, String operation, String by, PoolSituation before, PoolSituation after) {

    /** For an audit event: plain values, which every store of such events can keep. */
    Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("pool", pool);
        data.put("operation", operation);
        data.put("before", before.toString());
        data.put("after", after.toString());
        return data;
    }
}
