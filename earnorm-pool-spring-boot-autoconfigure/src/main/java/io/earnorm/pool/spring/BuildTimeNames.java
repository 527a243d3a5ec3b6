package io.earnorm.pool.spring;

import org.springframework.beans.factory.ListableBeanFactory;

/** An application that was processed ahead of time has the pools that it was built with, and no others. */
final class BuildTimeNames {

    private static final String ACTION =
            "Build the application again with the properties that it runs with: which pools there are is fixed then.";

    private BuildTimeNames() {}

    /**
     * Compares what is configured with what is there.
     *
     * @throws PoolPropertyException if a configured pool has no bean
     */
    static void check(PoolDefinitions definitions, ListableBeanFactory beans) {
        for (PoolDefinition pool : definitions.all()) {
            if (!beans.containsBean(pool.beanName())) {
                throw new PoolPropertyException(
                        pool.name(),
                        pool.prefix().toString(),
                        null,
                        "the pool was not configured when the application was processed ahead of time",
                        ACTION);
            }
        }
    }

    /**
     * Finds the definition for a bean.
     *
     * @throws PoolPropertyException if the pool is not configured any more
     */
    static PoolDefinition find(PoolDefinitions definitions, String name) {
        PoolDefinition pool = definitions.find(name);
        if (pool == null) {
            throw new PoolPropertyException(
                    name,
                    PoolDefinitionsReader.ROOT.toString(),
                    null,
                    "the pool was configured when the application was processed ahead of time, and is not now",
                    ACTION);
        }
        return pool;
    }
}
