package io.earnorm.pool.spring;

import com.mongodb.ConnectionString;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** What both generations of Spring Boot say of a MongoDB service. Only to be touched when the driver is present. */
final class MongoService {

    private MongoService() {}

    /** A connection string has everything but what its connections trust, which means TLS. */
    static ServiceAddress address(Object details, ConnectionString uri, @Nullable SslBundle bundle) {
        return new ServiceAddress(details, uri.getConnectionString(), null, null, bundle, Map.of());
    }
}
