package io.earnorm.pool.engine.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The engine with one mistake, and the simulator around it, in a class loader of their own. */
final class Mutant extends ClassLoader {

    private static final String OURS = "io.earnorm.pool.engine.";

    private final Map<String, ByteArrayOutputStream> mutated = new HashMap<>();

    Mutant(Mutation mutation) throws IOException {
        super(Mutant.class.getClassLoader());
        compile(mutation.file(), mutation.source());
    }

    /** Hunts for the mistake: see {@link Hunt#hunt}. */
    String hunt(int mostSeeds) throws ReflectiveOperationException {
        Class<?> hunt = loadClass(Hunt.class.getName());
        return (String) hunt.getMethod("hunt", int.class).invoke(null, mostSeeds);
    }

    // ---- Compiling

    private void compile(String file, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-nowarn", "-Xlint:none", "-cp", System.getProperty("java.class.path"));
        JavaFileManager files = new InMemory(compiler.getStandardFileManager(null, null, null));
        boolean compiled = compiler.getTask(errors, files, null, options, null, List.of(new Source(file, source)))
                .call();
        if (!compiled) {
            throw new IllegalStateException("The mutation of %s does not compile:%n%s".formatted(file, errors));
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String source;

        Source(String file, String source) {
            super(URI.create("string:///" + file), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    /** Keeps class files in memory. */
    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        InMemory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    mutated.put(className, bytes);
                    return bytes;
                }
            };
        }
    }

    // ---- Loading

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(OURS) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        ByteArrayOutputStream mutation = mutated.get(name);
        try (InputStream original = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (mutation == null && original == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = mutation == null ? original.readAllBytes() : mutation.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
