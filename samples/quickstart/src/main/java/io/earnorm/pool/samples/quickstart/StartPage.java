package io.earnorm.pool.samples.quickstart;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where to look. */
@Component
class StartPage {

    private final ServletWebServerApplicationContext context;

    StartPage(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        String url = "http://localhost:" + context.getWebServer().getPort();
        System.out.printf("%n  The quickstart is ready: open  %s/%n", url);
        System.out.printf("  Pools:  %s/actuator/earnormpools%n  Health: %s/actuator/health%n%n", url, url);
    }
}
