package io.earnorm.pool.test.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Customizes the contexts of test classes with {@link AutoConfigureEarnormPools}, their nested classes included. */
final class SmallPoolsFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        AutoConfigureEarnormPools annotation = find(testClass);
        return annotation == null ? null : new SmallPools(annotation.maxSize());
    }

    static @Nullable AutoConfigureEarnormPools find(Class<?> testClass) {
        return TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureEarnormPools.class);
    }
}
