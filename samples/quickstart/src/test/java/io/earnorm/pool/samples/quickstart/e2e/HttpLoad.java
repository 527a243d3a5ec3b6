package io.earnorm.pool.samples.quickstart.e2e;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Callers that send one request after another, and keep every answer. */
final class HttpLoad implements AutoCloseable {

    private static final long THINK_NANOS = 2_000_000; // Refusals take so little that callers would take the CPU.

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService threads;

    private HttpLoad(int callers, Supplier<HttpRequest> requests) {
        threads = Executors.newFixedThreadPool(callers);
        for (int i = 0; i < callers; i++) {
            threads.execute(() -> call(requests));
        }
    }

    static HttpLoad start(int callers, Supplier<HttpRequest> requests) {
        return new HttpLoad(callers, requests);
    }

    /** Those so far whose request began at or after a moment, see {@link System#nanoTime()}. */
    List<Answer> answersSince(long nanoTime) {
        return answers.stream().filter(answer -> answer.begin() - nanoTime >= 0).toList();
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    private void call(Supplier<HttpRequest> requests) {
        while (!stopped.get()) {
            answers.add(send(requests.get()));
            LockSupport.parkNanos(THINK_NANOS);
        }
    }

    private Answer send(HttpRequest request) {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(request, begin, System.nanoTime() - begin, response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(request, begin, System.nanoTime() - begin, 0, String.valueOf(e));
        } catch (InterruptedException e) {
            stopped.set(true);
            return new Answer(request, begin, System.nanoTime() - begin, 0, String.valueOf(e));
        }
    }

    /** Waits until every caller has the answer to its last request. */
    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            threads.shutdownNow();
            throw new IllegalStateException("A request hangs");
        }
    }

    /** How one request ended; status 0 when nothing came back. */
    record Answer(HttpRequest request, long begin, long nanos, int status, String body) {

        boolean isServed() {
            return status >= 200 && status < 300;
        }

        /** The application answered that it can't. */
        boolean isRefused() {
            return status >= 300;
        }

        boolean wasInFlightAt(long moment) {
            return begin - moment < 0 && begin + nanos - moment > 0;
        }
    }
}
