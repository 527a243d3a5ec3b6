package io.earnorm.pool.engine;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.FieldVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a class file for what the engine must not do. ArchUnit shows calls, but not {@code synchronized} blocks. */
final class Bytecode {

    private static final int API = Opcodes.ASM9;

    /** Spends time, blocks a carrier, or takes a monitor. */
    private static final Map<String, Set<String>> FORBIDDEN = Map.of(
            "java/lang/Object", Set.of("wait", "notify", "notifyAll"),
            "java/lang/Thread", Set.of("sleep", "yield", "onSpinWait"),
            "java/util/concurrent/TimeUnit", Set.of("sleep"));

    private static final Map<String, Set<String>> TELLS_TIME = Map.of(
            "java/lang/System", Set.of("nanoTime", "currentTimeMillis"),
            "java/time/Instant", Set.of("now"),
            "java/time/LocalDateTime", Set.of("now"),
            "java/time/ZonedDateTime", Set.of("now"),
            "java/time/Clock", Set.of("systemUTC", "systemDefaultZone", "system"));

    private static final Map<String, Set<String>> PARKS =
            Map.of("java/util/concurrent/locks/LockSupport", Set.of("park", "parkNanos", "parkUntil", "unpark"));

    private static final List<String> FORBIDDEN_TYPES =
            List.of("java/lang/ThreadLocal", "java/lang/InheritableThreadLocal", "sun/misc/", "jdk/internal/");

    private final List<String> offences = new ArrayList<>();
    private final String type;

    private Bytecode(String type) {
        this.type = type;
    }

    /** {@return what a class does that only few may, or none: {@code "Type.method: what"}} */
    static List<String> offences(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        String name = reader.getClassName();
        Bytecode bytecode = new Bytecode(name.substring(name.lastIndexOf('/') + 1));
        reader.accept(bytecode.new OfClass(), ClassReader.SKIP_FRAMES);
        return bytecode.offences;
    }

    private void note(String method, String what) {
        offences.add(type + "." + method + ": " + what);
    }

    private void checkCall(String method, String owner, String name) {
        String call = owner.substring(owner.lastIndexOf('/') + 1) + "." + name;
        if (isIn(FORBIDDEN, owner, name)) {
            note(method, call);
        } else if (isIn(TELLS_TIME, owner, name)) {
            note(method, "tells time by " + call);
        } else if (isIn(PARKS, owner, name)) {
            note(method, "parks by " + call);
        }
        checkType(method, owner);
    }

    private static boolean isIn(Map<String, Set<String>> calls, String owner, String name) {
        return calls.getOrDefault(owner, Set.of()).contains(name);
    }

    /** Of a name, or of a descriptor, which has names in it. */
    private void checkType(String method, String names) {
        for (String forbidden : FORBIDDEN_TYPES) {
            boolean whole = !forbidden.endsWith("/"); // There is ThreadLocalRandom, too.
            if (names.equals(forbidden)
                    || names.contains("L" + forbidden + (whole ? ";" : ""))
                    || !whole && names.startsWith(forbidden)) {
                note(method, "uses " + forbidden);
            }
        }
    }

    private final class OfClass extends ClassVisitor {

        OfClass() {
            super(API);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            checkType(name, descriptor);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                note(name, "synchronized method");
            }
            checkType(name, descriptor);
            return new OfMethod(name);
        }
    }

    private final class OfMethod extends MethodVisitor {

        private final String method;

        OfMethod(String method) {
            super(API);
            this.method = method;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITORENTER) {
                note(method, "synchronized block");
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String name) {
            checkType(method, name);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            checkType(method, owner);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            checkCall(method, owner, name);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle reference) { // System::nanoTime
                    checkCall(method, reference.getOwner(), reference.getName());
                }
            }
        }
    }
}
