package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What stands before the {@code @}: {@code user:password}, {@code :password}, or {@code password} alone. */
final class RedisUserInfo {

    private RedisUserInfo() {}

    static @Nullable Credentials parse(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? "" : decode(userInfo.substring(0, colon));
        String password = decode(userInfo.substring(colon + 1));
        if (!user.isEmpty()) {
            return Credentials.of(user, password); // An empty password is one: a user may be set to need none.
        }
        return password.isEmpty() ? null : Credentials.ofPassword(password);
    }

    /** Not URLDecoder, which reads a plus as a blank. */
    static String decode(String encoded) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.write(hex(bytes, i + 1) << 4 | hex(bytes, i + 2));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte[] bytes, int index) {
        int digit = index < bytes.length ? Character.digit(bytes[index], 16) : -1;
        if (digit < 0) {
            throw RedisUri.wrong("has a % without two hexadecimal digits after it; a % itself is written as %25");
        }
        return digit;
    }
}
