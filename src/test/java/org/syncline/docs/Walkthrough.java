package org.syncline.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The walk-through in README.md: what to paste into a shell, and what it promises to show. */
public final class Walkthrough {
  private static final Pattern STEP =
      Pattern.compile("```bash\n(.*?)```\n((?:<!-- shows: .*? -->\n)*)", Pattern.DOTALL);
  private static final Pattern SHOWS = Pattern.compile("<!-- shows: (.*?) -->");

  private Walkthrough() {}

  /**
   * One block.
   *
   * @param commands for bash, with a line end
   * @param shows texts that its output has, one after the other or not
   */
  public record Step(String commands, List<String> shows) {}

  /** All blocks in their order; they share one shell. */
  public static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    var matcher = STEP.matcher(Files.readString(Path.of("README.md")));
    while (matcher.find()) {
      List<String> shows =
          SHOWS.matcher(matcher.group(2)).results().map(found -> found.group(1)).toList();
      steps.add(new Step(matcher.group(1), shows));
    }
    return steps;
  }
}
