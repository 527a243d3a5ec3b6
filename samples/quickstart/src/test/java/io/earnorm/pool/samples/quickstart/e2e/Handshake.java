package io.earnorm.pool.samples.quickstart.e2e;

import java.nio.charset.StandardCharsets;

/** When one connection was being made, as its server's side sees it. */
final class Handshake {

    private final long begin = System.nanoTime();
    private final String logIn;
    private boolean loggingIn;
    private long end;

    Handshake(String logIn) {
        this.logIn = logIn;
    }

    /** The client sends something. */
    synchronized void sent(byte[] bytes, int length) {
        loggingIn = loggingIn || new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(logIn);
    }

    /** The server's answer arrives. */
    synchronized void answered(byte[] bytes, int length) {
        if (loggingIn && end == 0) {
            end = System.nanoTime();
        }
    }

    synchronized boolean isDone() {
        return end != 0;
    }

    long begin() {
        return begin;
    }

    synchronized boolean covers(long moment) {
        return isDone() && begin - moment <= 0 && end - moment > 0;
    }

    @Override
    public synchronized String toString() {
        long beginMillis = begin / 1_000_000;
        return isDone() ? beginMillis + "-" + end / 1_000_000 : beginMillis + "-";
    }
}
