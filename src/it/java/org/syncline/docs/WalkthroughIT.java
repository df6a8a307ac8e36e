package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.testkit.Build;

/** Pastes the walk-through of README.md into bash, as a reader would. */
@ExtendWith(ArquillianExtension.class)
class WalkthroughIT {
  private static final String PRINTED_ADDRESS = "http://localhost:8080";
  private static final String MARK = "---- next step ----";

  @ArquillianResource URI base;

  @Deployment(testable = false)
  static WebArchive syncline() {
    return Build.warArchive();
  }

  @Test
  void shows_what_the_readme_promises(@TempDir Path home) throws Exception {
    var steps = Walkthrough.steps();

    List<String> outputs = List.of(run(script(steps), home).split(MARK, -1));

    assertThat(outputs).hasSize(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      for (String text : steps.get(i).shows()) {
        assertThat(outputs.get(i)).as(steps.get(i).commands()).contains(text);
      }
    }
  }

  private String script(List<Walkthrough.Step> steps) {
    String address = base.toString().replaceAll("/$", "");
    String commands =
        String.join(
            "echo '" + MARK + "'\n", steps.stream().map(Walkthrough.Step::commands).toList());
    return "set -euo pipefail\n" + commands.replace(PRINTED_ADDRESS, address);
  }

  private static String run(String script, Path home) throws IOException, InterruptedException {
    Path file = Files.writeString(home.resolve("walkthrough.sh"), script);
    Path output = home.resolve("output.txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", file.toString())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    bash.environment().put("TMPDIR", home.toString());
    Process process = bash.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
