package io.earnorm.pool.test.spring;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds what makes pools small, as a bean definition, so that it is processed ahead of time like others. A record:
 * Spring shares a context between test classes whose customizers are equal.
 */
record SmallPools(int maxSize) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        ((BeanDefinitionRegistry) context.getBeanFactory())
                .registerBeanDefinition(
                        "earnormSmallPools",
                        BeanDefinitionBuilder.rootBeanDefinition(SmallSizes.class)
                                .addConstructorArgValue(maxSize)
                                .getBeanDefinition());
    }
}
