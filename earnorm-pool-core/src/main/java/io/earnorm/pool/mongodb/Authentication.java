package io.earnorm.pool.mongodb;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who connects: the options' credentials, or else the URI's, against the database that knows the user. */
final class Authentication {

    private static final String DEFAULT_SOURCE = "admin";

    private final PoolOptions options;
    private final Optional<String> source;

    Authentication(PoolOptions options, String uri, ExtraConfig extra) {
        this.options = options;
        this.source = extra.authSource().or(() -> MongoUri.authSource(uri));
    }

    /** Asks the options' supplier, if there is one. */
    @Nullable
    MongoCredential credential(ConnectionString uri) {
        MongoCredential inUri = uri.getCredential();
        if (options.credentials().isPresent()) {
            Credentials credentials = options.credentials().get().get();
            String user = credentials
                    .user()
                    .or(() -> Optional.ofNullable(uri.getUsername()))
                    .orElseThrow(() -> new PoolConfigurationException(
                            "credentials must name a user, because MongoDB has no default user"));
            return credential(
                    mechanism(inUri), user, source(uri), credentials.password().toCharArray());
        }
        if (inUri == null || source.isEmpty() || source.get().equals(inUri.getSource())) {
            return inUri;
        }
        return credential(mechanism(inUri), inUri.getUserName(), source.get(), inUri.getPassword());
    }

    private String source(ConnectionString uri) {
        MongoCredential inUri = uri.getCredential();
        return source.or(() -> Optional.ofNullable(inUri).map(MongoCredential::getSource))
                .or(() -> Optional.ofNullable(uri.getDatabase()))
                .orElse(DEFAULT_SOURCE);
    }

    private static @Nullable AuthenticationMechanism mechanism(@Nullable MongoCredential credential) {
        return credential == null ? null : credential.getAuthenticationMechanism();
    }

    private static MongoCredential credential(
            @Nullable AuthenticationMechanism mechanism,
            @Nullable String user,
            String source,
            char @Nullable [] password) {
        if (user == null || password == null) {
            throw new PoolConfigurationException("auth_source cannot be used with authMechanism " + mechanism
                    + ": it knows no other than $external");
        }
        if (mechanism == null) {
            return MongoCredential.createCredential(user, source, password);
        }
        return switch (mechanism) {
            case SCRAM_SHA_1 -> MongoCredential.createScramSha1Credential(user, source, password);
            case SCRAM_SHA_256 -> MongoCredential.createScramSha256Credential(user, source, password);
            case PLAIN -> MongoCredential.createPlainCredential(user, source, password);
            default ->
                throw new PoolConfigurationException("credentials and auth_source cannot be used with authMechanism "
                        + mechanism + ": put them into the URI");
        };
    }
}
