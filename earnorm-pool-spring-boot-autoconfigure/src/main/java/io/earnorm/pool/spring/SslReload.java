package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Follows the changes of a pool's SSL bundle, for example of files that Spring Boot watches. */
final class SslReload {

    private static final Logger LOG = LoggerFactory.getLogger(SslReload.class);

    private final SslBundles bundles;
    private final String bundle;
    private final ReloadableSslContext context;

    /** Begins with the bundle as it is now. */
    SslReload(SslBundles bundles, String bundle) {
        this.bundles = bundles;
        this.bundle = bundle;
        this.context = new ReloadableSslContext(bundles.getBundle(bundle).createSslContext());
    }

    SSLContext context() {
        return context;
    }

    /** From now on: when the bundle changes, new connections use it, and those that there are retire. */
    void follow(ManagedPool pool) {
        bundles.addBundleUpdateHandler(bundle, changed -> reload(pool, changed));
    }

    private void reload(ManagedPool pool, SslBundle changed) {
        try {
            context.replace(changed.createSslContext());
        } catch (RuntimeException e) {
            LOG.warn("Pool '{}' goes on with the SSL bundle '{}' as it was", pool.name(), bundle, e);
            return;
        }
        LOG.info("Pool '{}' uses the changed SSL bundle '{}' from now on", pool.name(), bundle);
        pool.clear();
    }
}
