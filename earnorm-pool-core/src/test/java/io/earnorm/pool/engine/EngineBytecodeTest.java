package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassWriter;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the engine does without: monitors (on Java 21 a virtual thread that waits in one keeps its carrier),
 * thread locals, spinning, the JVM's insides; and clocks and parking but those that it is given.
 */
class EngineBytecodeTest {

    private static final List<String> CLOCK = List.of("SystemClock");
    private static final List<String> PARKING = List.of("Parking$1");

    @Test
    void theEngineDoesNothingThatBlocksAThreadOrTellsTimeBehindItsBack() throws Exception {
        List<String> offences = new ArrayList<>();
        for (byte[] classFile : engine()) {
            offences.addAll(Bytecode.offences(classFile));
        }

        assertThat(offences)
                .allMatch(offence -> isAllowed(offence, CLOCK, "tells time") || isAllowed(offence, PARKING, "parks"));
        assertThat(offences).as("so that these are read at all").isNotEmpty();
    }

    private static boolean isAllowed(String offence, List<String> types, String what) {
        String type = offence.substring(0, offence.indexOf('.'));
        return types.contains(type) && offence.contains(": " + what + " by ");
    }

    private static List<byte[]> engine() throws Exception {
        Path code = Path.of(PoolEngine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(code)) {
            return classFiles(code);
        }
        try (FileSystem jar = FileSystems.newFileSystem(code)) {
            return classFiles(jar.getPath("/"));
        }
    }

    private static List<byte[]> classFiles(Path root) throws IOException {
        List<byte[]> classFiles = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(root.resolve(PoolEngine.class.getPackageName().replace('.', '/')))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                classFiles.add(Files.readAllBytes(file));
            }
        }
        return classFiles;
    }

    @Test
    void everyOffenceIsSeen() throws IOException {
        try (InputStream offender = Offender.class.getResourceAsStream("EngineBytecodeTest$Offender.class")) {
            assertThat(Bytecode.offences(offender.readAllBytes()))
                    .containsExactlyInAnyOrder(
                            "EngineBytecodeTest$Offender.kept: uses java/lang/ThreadLocal",
                            "EngineBytecodeTest$Offender.<init>: uses java/lang/ThreadLocal",
                            "EngineBytecodeTest$Offender.<init>: uses java/lang/ThreadLocal",
                            "EngineBytecodeTest$Offender.method: synchronized method",
                            "EngineBytecodeTest$Offender.block: synchronized block",
                            "EngineBytecodeTest$Offender.monitor: Object.wait",
                            "EngineBytecodeTest$Offender.monitor: Object.notify",
                            "EngineBytecodeTest$Offender.monitor: Object.notifyAll",
                            "EngineBytecodeTest$Offender.spin: Thread.onSpinWait",
                            "EngineBytecodeTest$Offender.spin: Thread.yield",
                            "EngineBytecodeTest$Offender.spin: Thread.sleep",
                            "EngineBytecodeTest$Offender.spin: TimeUnit.sleep",
                            "EngineBytecodeTest$Offender.park: parks by LockSupport.park",
                            "EngineBytecodeTest$Offender.time: tells time by System.nanoTime",
                            "EngineBytecodeTest$Offender.time: tells time by System.currentTimeMillis",
                            "EngineBytecodeTest$Offender.time: tells time by Instant.now");
        }
    }

    @Test
    void theInsidesOfTheJvmAreSeen() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "Offender", null, "java/lang/Object", null);
        writer.visitField(0, "unsafe", "Lsun/misc/Unsafe;", null, null).visitEnd();
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "get", "()V", null, null);
        method.visitFieldInsn(Opcodes.GETSTATIC, "jdk/internal/misc/VM", "level", "I");
        method.visitEnd();

        assertThat(Bytecode.offences(writer.toByteArray()))
                .containsExactlyInAnyOrder("Offender.unsafe: uses sun/misc/", "Offender.get: uses jdk/internal/");
    }

    /** Does all of it; nobody calls it. */
    @SuppressWarnings("unused")
    private static final class Offender {

        private final ThreadLocal<Object> kept = new ThreadLocal<>();

        synchronized void method() {}

        int block() {
            synchronized (kept) {
                return 1;
            }
        }

        void monitor() throws InterruptedException {
            wait();
            notify();
            notifyAll();
        }

        void spin() throws InterruptedException {
            Thread.onSpinWait();
            Thread.yield();
            Thread.sleep(1);
            TimeUnit.SECONDS.sleep(1);
        }

        void park() {
            LockSupport.park();
        }

        long time() {
            LongSupplier clock = System::nanoTime;
            return clock.getAsLong()
                    + System.currentTimeMillis()
                    + Instant.now().getNano();
        }
    }
}
