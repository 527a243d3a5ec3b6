package io.earnorm.pool.spring;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Small applications. */
public final class Applications {

    private Applications() {}

    /**
     * One with our auto-configuration, and a fake backend as a bean.
     *
     * @param server the backend
     * @return a runner
     */
    public static ApplicationContextRunner withFakeBackend(FakeServer server) {
        return withPools().withBean("fakeBackend", FakeServer.class, () -> server);
    }

    /**
     * One with our auto-configuration.
     *
     * @return a runner
     */
    public static ApplicationContextRunner withPools() {
        return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PoolAutoConfiguration.class));
    }

    /**
     * Custom pools of the fake backend.
     *
     * @param names the pools' names
     * @return properties
     */
    public static String[] fakePools(String... names) {
        String[] properties = new String[names.length];
        for (int index = 0; index < names.length; index++) {
            properties[index] = "earnorm.pool.custom.%s.type=fake".formatted(names[index]);
        }
        return properties;
    }
}
