package io.earnorm.pool.spring.data;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether nobody tells Spring Boot where to find a Redis for Spring Data. */
final class OnNoOtherRedis extends SpringBootCondition {

    private static final List<String> ADDRESSES = List.of("url", "host", "sentinel.nodes", "cluster.nodes");

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        for (String address : ADDRESSES) {
            String property = "spring.data.redis." + address;
            if (binder.bind(property, Bindable.listOf(String.class)).isBound()) {
                return ConditionOutcome.noMatch(ConditionMessage.forCondition("EarnORM Pool for Spring Data Redis")
                        .found("property")
                        .items(property));
            }
        }
        return ConditionOutcome.match();
    }
}
