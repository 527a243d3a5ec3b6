package io.earnorm.pool.spring;

import java.util.List;

/**
 * An application that does not start.
 *
 * @param group what it is about
 * @param title what is wrong
 * @param properties the properties that it is started with
 * @param configurations its configuration, besides {@link StartFailureApplications.Base}
 * @param missing the package that is not on the class path; empty: none is missing
 */
record StartFailure(
        String group, String title, List<String> properties, List<Class<?>> configurations, String missing) {

    static StartFailure of(String group, String title, String... properties) {
        return new StartFailure(group, title, List.of(properties), List.of(), "");
    }

    /** With more configuration. */
    StartFailure with(Class<?>... more) {
        return new StartFailure(group, title, properties, List.of(more), missing);
    }

    /** Without a package. */
    StartFailure without(String name) {
        return new StartFailure(group, title, properties, configurations, name);
    }
}
