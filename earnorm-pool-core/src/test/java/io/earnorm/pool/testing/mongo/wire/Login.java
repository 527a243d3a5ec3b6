package io.earnorm.pool.testing.mongo.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** The server's side of SCRAM-SHA-256 on one connection: it neither gets nor sends the password. */
final class Login {

    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "some fixed salt.".getBytes(StandardCharsets.UTF_8);
    private static final int DENIED = 18;

    private final String password;
    private String soFar = "";
    private String nonce = "";

    Login(String password) {
        this.password = password;
    }

    BsonDocument start(BsonDocument command) {
        String first = text(command).substring("n,,".length());
        nonce = first.substring(first.indexOf(",r=") + 3) + "double";
        String challenge = "r=%s,s=%s,i=%d".formatted(nonce, Base64.getEncoder().encodeToString(SALT), ITERATIONS);
        soFar = first + "," + challenge;
        return reply(challenge, false);
    }

    BsonDocument go(BsonDocument command) throws GeneralSecurityException {
        String last = text(command);
        int proofAt = last.indexOf(",p=");
        byte[] proof = Base64.getDecoder().decode(last.substring(proofAt + 3));
        String signed = soFar + "," + last.substring(0, proofAt);
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                .getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] expected = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), signed);
        for (int i = 0; i < expected.length; i++) {
            expected[i] ^= clientKey[i];
        }
        if (!last.contains("r=" + nonce) || !Arrays.equals(expected, proof)) {
            return Fault.failure(DENIED);
        }
        byte[] signature = hmac(hmac(salted, "Server Key"), signed);
        return reply("v=" + Base64.getEncoder().encodeToString(signature), true);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BsonDocument command) {
        return new String(command.getBinary("payload").getData(), StandardCharsets.UTF_8);
    }

    private static BsonDocument reply(String payload, boolean done) {
        return Store.ok()
                .append("conversationId", new BsonInt32(1))
                .append("done", BsonBoolean.valueOf(done))
                .append("payload", new BsonBinary(payload.getBytes(StandardCharsets.UTF_8)));
    }
}
