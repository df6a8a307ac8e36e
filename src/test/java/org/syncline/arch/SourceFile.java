package org.syncline.arch;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * How long a Java source file and its methods are.
 *
 * @param name what messages call it
 * @param lines lines of the file
 * @param methods its methods, constructors and initialisers that have a body, also those of inner
 *     and anonymous classes
 */
record SourceFile(String name, int lines, List<Method> methods) {

  /** Shared, because opening the platform's classes takes longer than parsing a file. */
  private static final JavaFileManager FILES =
      ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);

  /**
   * One body.
   *
   * @param name the method's name; {@code <init>} for constructors and initialisers
   * @param line where the body begins, from 1
   * @param lines lines from the opening brace to the closing one, both included
   */
  record Method(String name, int line, int lines) {}

  /**
   * Measures {@code source}.
   *
   * @throws IllegalArgumentException if it is not Java
   */
  static SourceFile measure(String name, String source) {
    var file =
        new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var problems = new DiagnosticCollector<JavaFileObject>();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, FILES, problems, List.of("-proc:none"), null, List.of(file));
    try {
      var bodies = new Bodies(Trees.instance(task));
      for (var unit : task.parse()) {
        bodies.scan(unit, unit);
      }
      if (!problems.getDiagnostics().isEmpty()) {
        throw new IllegalArgumentException(name + ": " + problems.getDiagnostics());
      }
      return new SourceFile(name, (int) source.lines().count(), List.copyOf(bodies.found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Bodies extends TreeScanner<Void, CompilationUnitTree> {
    private final Trees trees;
    private final List<Method> found = new ArrayList<>();

    Bodies(Trees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      if (method.getBody() != null) {
        add(method.getName().toString(), method.getBody(), unit);
      }
      return super.visitMethod(method, unit);
    }

    @Override
    public Void visitClass(ClassTree type, CompilationUnitTree unit) {
      for (var member : type.getMembers()) {
        if (member instanceof BlockTree initialiser) {
          add("<init>", initialiser, unit);
        }
      }
      return super.visitClass(type, unit);
    }

    private void add(String name, BlockTree body, CompilationUnitTree unit) {
      var positions = trees.getSourcePositions();
      var map = unit.getLineMap();
      var first = map.getLineNumber(positions.getStartPosition(unit, body));
      var last = map.getLineNumber(positions.getEndPosition(unit, body));
      found.add(new Method(name, (int) first, (int) (last - first + 1)));
    }
  }
}
