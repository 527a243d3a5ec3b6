package io.earnorm.pool.spring.documentation;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java blocks of pages, made whole by what a reader imagines around them, and compiled all at once. */
public final class JavaSnippets {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;$");
    private static final Pattern MEMBERS = Pattern.compile(
            "\\s*(@\\w|(public|protected|private|static|abstract|class|interface|record|enum) |final class ).*",
            Pattern.DOTALL);
    private static final Pattern NO_CODE = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])'|//[^\n]*");

    private final List<String> imports;
    private final List<Unit> units = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param imports what readers import, such as {@code java.time.*}
     */
    public JavaSnippets(List<String> imports) {
        this.imports = imports;
    }

    /**
     * Adds a block.
     *
     * @param surroundings its fields, methods and types are those that the block names without declaring them
     */
    public void add(Block block, Class<?> surroundings) {
        StringBuilder head = new StringBuilder("package ")
                .append(surroundings.getPackageName())
                .append("; ");
        imports.forEach(name -> head.append("import ").append(name).append("; "));
        IMPORT.matcher(block.text())
                .results()
                .forEach(found -> head.append(found.group()).append(' '));
        String body = IMPORT.matcher(block.text()).replaceAll("");
        boolean members = MEMBERS.matcher(body).matches();
        String name = "Snippet" + units.size();
        head.append("abstract class ").append(name).append(" extends ").append(surroundings.getSimpleName());
        head.append(members ? " {" : " { void snippet() throws Exception {");
        units.add(new Unit(block, name, head + "\n" + body + "}".repeat(open(body)) + (members ? "}" : "}}")));
    }

    /** Braces that a block opens and, being an excerpt, does not close. */
    private static int open(String body) {
        String code = NO_CODE.matcher(body).replaceAll("");
        return (int) (code.chars().filter(c -> c == '{').count()
                - code.chars().filter(c -> c == '}').count());
    }

    /** What the compiler refuses, with page and line. */
    public List<String> refused() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-Xlint:none", "-cp", System.getProperty("java.class.path"));
        JavacTask task = (JavacTask) compiler.getTask(null, null, said, options, null, units);
        try {
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(JavaSnippets::describe)
                .collect(Collectors.toList());
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ROOT);
        return diagnostic.getSource() instanceof Unit unit
                ? unit.block.page() + ":" + (unit.block.line() + diagnostic.getLineNumber() - 2) + ": " + message
                : message;
    }

    private static final class Unit extends SimpleJavaFileObject {

        private final Block block;
        private final String source;

        private Unit(Block block, String name, String source) {
            super(URI.create("snippet:///" + name + ".java"), Kind.SOURCE);
            this.block = block;
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
