package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.mongo.MongoConnectionDetails;

/** Reads what Spring Boot 3.5 says of a MongoDB service. Only to be touched when its type is present. */
final class MongoDetails {

    private MongoDetails() {}

    static @Nullable ServiceAddress find(ListableBeanFactory beans) {
        @Nullable
        MongoConnectionDetails details =
                beans.getBeanProvider(MongoConnectionDetails.class).getIfAvailable();
        return details == null
                ? null
                : MongoService.address(details, details.getConnectionString(), details.getSslBundle());
    }
}
