package io.earnorm.pool.spring;

import java.util.Map;

/** What other pools, and Spring Boot's own properties for Redis and MongoDB, call our settings. */
final class ForeignNames {

    /** Uniform names. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("url", "uri"),
            Map.entry("host", "uri"),
            Map.entry("port", "uri"),
            Map.entry("user", "username"),
            Map.entry("db", "database"),
            Map.entry("dbindex", "database"),
            Map.entry("poolsize", "maxsize"),
            Map.entry("maximumpoolsize", "maxsize"),
            Map.entry("maxpoolsize", "maxsize"),
            Map.entry("maxtotal", "maxsize"),
            Map.entry("maxactive", "maxsize"),
            Map.entry("maxidle", "maxsize"),
            Map.entry("minimumidle", "minsize"),
            Map.entry("minpoolsize", "minsize"),
            Map.entry("minidle", "minsize"),
            Map.entry("timeout", "connectiontimeout"),
            Map.entry("maxwait", "connectiontimeout"),
            Map.entry("maxwaittime", "connectiontimeout"),
            Map.entry("idletimeout", "maxidletime"),
            Map.entry("maxage", "maxlifetime"),
            Map.entry("testonborrow", "validateonborrow"));

    private ForeignNames() {}

    /** Our name for something, or the same name if nobody calls one of our settings so. */
    static String ours(String uniformName) {
        return OURS.getOrDefault(uniformName, uniformName);
    }
}
