package io.earnorm.pool.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate, made with the JDK's keytool in a folder of its own. */
public final class TestCertificate {

    private static final Path FOLDER = Path.of("target", "certificates").toAbsolutePath();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path certificatePem;
    private final Path keyPem;
    private final SSLContext trusting;
    private final SSLContext showing;

    private TestCertificate(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            store.load(in, PASSWORD);
        }
        Certificate certificate = store.getCertificate("server");
        Key key = store.getKey("server", PASSWORD);
        certificatePem = pem(folder.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded());
        keyPem = pem(folder.resolve("server.key"), "PRIVATE KEY", key.getEncoded());
        trusting = context(null, certificate);
        showing = context(store, certificate);
    }

    /**
     * Makes one.
     *
     * @param names each as keytool wants it, for example {@code dns:localhost} or {@code ip:127.0.0.1}
     * @return a certificate for these names
     */
    public static TestCertificate forNames(String... names) {
        try {
            Files.createDirectories(FOLDER);
            Path folder = Files.createTempDirectory(FOLDER, "certificate");
            keytool(folder, Arrays.stream(names).collect(Collectors.joining(",", "SAN=", "")));
            return new TestCertificate(folder);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return what trusts this certificate and no other} */
    public SSLContext trusting() {
        return trusting;
    }

    /** {@return what trusts this certificate and no other, and shows it} */
    public SSLContext showing() {
        return showing;
    }

    /** {@return the certificate as a server reads it} */
    public Path certificatePem() {
        return certificatePem;
    }

    /** {@return its key as a server reads it} */
    public Path keyPem() {
        return keyPem;
    }

    private static void keytool(Path folder, String names) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=test",
                "-ext",
                names,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("store.p12").toString(),
                "-storepass",
                new String(PASSWORD));
        Path log = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type));
    }

    private static SSLContext context(@Nullable KeyStore shown, Certificate certificate)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        KeyManager[] keys = null;
        if (shown != null) {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(shown, PASSWORD);
            keys = own.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, factory.getTrustManagers(), null);
        return context;
    }
}
