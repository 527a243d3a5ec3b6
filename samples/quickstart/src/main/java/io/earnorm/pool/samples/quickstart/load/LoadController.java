package io.earnorm.pool.samples.quickstart.load;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Starts a load and says how it goes. */
@RestController
@RequestMapping("/load")
class LoadController {

    private static final int MAX_THREADS = 64;
    private static final int MAX_SECONDS = 60;

    private final LoadGenerator generator;

    LoadController(LoadGenerator generator) {
        this.generator = generator;
    }

    /** Does nothing while a load runs. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    LoadState start(@RequestParam(defaultValue = "16") int threads, @RequestParam(defaultValue = "10") int seconds) {
        require("threads", threads, MAX_THREADS);
        require("seconds", seconds, MAX_SECONDS);
        return generator.run(threads, Duration.ofSeconds(seconds));
    }

    @GetMapping
    LoadState state() {
        return generator.state();
    }

    private static void require(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "%s must be from 1 to %d, but was %d".formatted(name, max, value));
        }
    }
}
