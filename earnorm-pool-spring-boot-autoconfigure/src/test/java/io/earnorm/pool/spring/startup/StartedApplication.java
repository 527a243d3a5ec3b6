package io.earnorm.pool.spring.startup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** An application of whatever is on the class path, which says when it is ready, and what that took of the processor. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StartedApplication {

    static final String READY = "ready after ";

    /** The types of which there must be a bean: what was not configured costs nothing. */
    static final String EXPECTED = "expected";

    @SuppressWarnings("SystemOut") // Read by who measures.
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(StartedApplication.class, arguments);
        long used =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        System.out.println(READY + used);
        System.out.flush();
        for (String type : context.getEnvironment().getProperty(EXPECTED, String[].class, new String[0])) {
            context.getBean(ClassUtils.resolveClassName(type, null));
        }
        Runtime.getRuntime().halt(0); // What comes after the start is not measured.
    }
}
