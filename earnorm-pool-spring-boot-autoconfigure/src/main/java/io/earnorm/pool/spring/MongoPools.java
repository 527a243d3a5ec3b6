package io.earnorm.pool.spring;

import com.mongodb.event.CommandListener;
import com.mongodb.event.ConnectionPoolListener;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.mongodb.MongoBackend;
import io.earnorm.pool.mongodb.MongoPool;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Makes MongoDB pools whose drivers tell the application's listeners what they do, as Spring Boot's for the driver's meters,
 * and have the settings that the application's customizers say. Only to be touched when the driver is present.
 */
final class MongoPools implements PoolBackend {

    private final ListableBeanFactory beans;

    MongoPools(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public String name() {
        return MongoBackend.NAME;
    }

    /** Looks for listeners and customizers now: the driver's client is made on another thread, perhaps while beans are being created. */
    @Override
    public Pool<?> create(PoolOptions options) {
        List<CommandListener> commands = all(CommandListener.class);
        List<ConnectionPoolListener> sockets = all(ConnectionPoolListener.class);
        List<PoolMongoSettingsCustomizer> customizers = all(PoolMongoSettingsCustomizer.class);
        String name = options.name(MongoBackend.NAME);
        return MongoPool.create(options, settings -> {
            commands.forEach(settings::addCommandListener);
            settings.applyToConnectionPoolSettings(pool -> sockets.forEach(pool::addConnectionPoolListener));
            customizers.forEach(customizer -> customizer.customize(name, settings));
        });
    }

    private <T> List<T> all(Class<T> type) {
        return beans.getBeanProvider(type).orderedStream().toList();
    }
}
