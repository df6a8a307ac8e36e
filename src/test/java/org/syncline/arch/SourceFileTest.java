package org.syncline.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.syncline.arch.SourceFile.Method;

class SourceFileTest {

  @Test
  void counts_a_body_from_brace_to_brace() {
    var file =
        SourceFile.measure(
            "Two.java",
            """
            class Two {
              /** Not counted. */
              @Deprecated
              int one(
                  int a) {
                return a;
              }

              int two() { return 2; }
            }
            """);

    assertThat(file.lines()).isEqualTo(10);
    assertThat(file.methods()).containsExactly(new Method("one", 5, 3), new Method("two", 9, 1));
  }

  @Test
  void counts_constructors_initialisers_and_methods_of_inner_classes() {
    var file =
        SourceFile.measure(
            "Outer.java",
            """
            record Outer(int a) {
              static {
                System.lineSeparator();
              }
              Outer {
                a++;
              }
              void run() {
                new Object() {
                  @Override public String toString() {
                    return "";
                  }
                };
              }
              interface Port { void open(); }
            }
            """);

    assertThat(file.methods())
        .containsExactlyInAnyOrder(
            new Method("<init>", 2, 3),
            new Method("<init>", 5, 3),
            new Method("run", 8, 7),
            new Method("toString", 10, 3));
  }

  @Test
  void refuses_what_is_not_java() {
    assertThatThrownBy(() -> SourceFile.measure("Broken.java", "class {"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Broken.java");
  }
}
