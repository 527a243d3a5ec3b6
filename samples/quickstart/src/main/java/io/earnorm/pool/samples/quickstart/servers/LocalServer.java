package io.earnorm.pool.samples.quickstart.servers;

/**
 * A server that belongs to this process.
 *
 * @param name for the log
 * @param uri may hold a password
 * @param stop ends it
 */
record LocalServer(String name, String uri, Runnable stop) {

    @Override
    public String toString() {
        return name;
    }
}
