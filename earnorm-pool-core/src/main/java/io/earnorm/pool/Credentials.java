package io.earnorm.pool;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user name and a password. Never shown by {@link #toString()}. */
public final class Credentials {

    private final @Nullable String user;
    private final String password;

    private Credentials(@Nullable String user, String password) {
        this.user = user;
        this.password = Objects.requireNonNull(password, "password");
    }

    /**
     * A user and a password.
     *
     * @param user who
     * @param password the secret
     * @return both
     */
    public static Credentials of(String user, String password) {
        return new Credentials(Objects.requireNonNull(user, "user"), password);
    }

    /**
     * A password for the backend's default user.
     *
     * @param password the secret
     * @return it
     */
    public static Credentials ofPassword(String password) {
        return new Credentials(null, password);
    }

    /** {@return the user, or empty for the backend's default user} */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** {@return the secret} */
    public String password() {
        return password;
    }

    @Override
    public String toString() {
        return "Credentials[redacted]";
    }
}
