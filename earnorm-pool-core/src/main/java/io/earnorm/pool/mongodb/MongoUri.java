package io.earnorm.pool.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads URIs with the driver's own parser, and sees to it that no message repeats what they hold. */
final class MongoUri {

    private static final Pattern AUTH_SOURCE = Pattern.compile("[?&;]authSource=([^&;]+)", Pattern.CASE_INSENSITIVE);
    /** Options whose values are secrets. */
    private static final Pattern SECRET_OPTION = Pattern.compile(
            "(proxyPassword|authMechanismProperties|tlsCertificateKeyFilePassword)=[^&;]*", Pattern.CASE_INSENSITIVE);

    private MongoUri() {}

    /** Reads a URI without asking DNS: that waits for the client to be made. */
    static ConnectionString check(String uri) {
        return readable(uri, () -> withoutDns(uri));
    }

    /** Reads a URI; for {@code mongodb+srv} this asks DNS for a TXT record. */
    static ConnectionString resolve(String uri) {
        return readable(uri, () -> new ConnectionString(uri));
    }

    /** The {@code authSource} option, which the driver's parser drops when the URI names no user. */
    static Optional<String> authSource(String uri) {
        Matcher option = AUTH_SOURCE.matcher(uri);
        return option.find()
                ? Optional.of(URLDecoder.decode(option.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static ConnectionString withoutDns(String uri) {
        return new ConnectionString(uri, (name, type) -> List.of());
    }

    /**
     * The driver's own errors may quote parts of the URI, and where a password was not encoded, parts of the password. So what
     * is reported is the error that the driver has with the same URI without its secrets.
     */
    private static ConnectionString readable(String uri, Parser parser) {
        try {
            return parser.parse();
        } catch (MongoException e) {
            throw e; // DNS did not answer; says host names at most.
        } catch (RuntimeException e) {
            String reason = reasonWithoutSecrets(uri);
            throw new PoolConfigurationException("uri is not one that the MongoDB driver accepts: "
                    + (reason == null
                            ? "its user name, password, or the values of its options must be percent-encoded, or are not allowed"
                            : reason));
        }
    }

    private static @Nullable String reasonWithoutSecrets(String uri) {
        try {
            withoutDns(redact(uri));
            return null;
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }

    /** Drops all up to the last {@code @}: a password that was not encoded may hold any character. */
    private static String redact(String uri) {
        int scheme = uri.indexOf("://");
        int at = uri.lastIndexOf('@');
        String withoutUser = scheme >= 0 && at > scheme ? uri.substring(0, scheme + 3) + uri.substring(at + 1) : uri;
        return SECRET_OPTION.matcher(withoutUser).replaceAll("$1=redacted");
    }

    private interface Parser {
        ConnectionString parse();
    }
}
