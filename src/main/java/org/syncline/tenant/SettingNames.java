package org.syncline.tenant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The names that settings may have: a misspelt one would quietly change nothing. */
final class SettingNames {
  static final List<String> ALL =
      List.of(
          "syncline.blob.key",
          "syncline.conflicts.keep-days",
          "syncline.data",
          "syncline.database.password",
          "syncline.database.url",
          "syncline.database.user",
          "syncline.diag.enabled",
          "syncline.experimental.sqlserver",
          "syncline.gzip.level",
          "syncline.h2.script",
          "syncline.h2.tcp-port",
          "syncline.listen",
          "syncline.port",
          "syncline.public-url",
          "syncline.reconcile-hours",
          "syncline.request.max-bytes",
          "syncline.request.patience-seconds",
          "syncline.retention-days",
          "syncline.row-errors.as-conflicts-for",
          "syncline.sample.enabled",
          "syncline.sample.items",
          "syncline.sample.users",
          "syncline.scope-files");

  static final List<String> OF_A_SERVICE =
      List.of("batch-bytes", "conflict-policy", "default-format", "row-errors");

  private static final String SERVICES = "syncline.services.";

  /** Of the build, of tests and of the benchmarks. */
  private static final List<String> OF_OTHERS =
      List.of("syncline.it.", "syncline.test.", "syncline.jvm.", "syncline.bench.");

  private SettingNames() {}

  /**
   * @param configured all names that there are, of environment variables too
   * @param warning takes a sentence for the operator; about variables only, because others, such as
   *     Kubernetes, make some that begin like ours
   * @throws IllegalStateException with a sentence for the operator
   */
  static void check(Iterable<String> configured, Consumer<String> warning) {
    for (String name : configured) {
      if (name.startsWith("syncline.")) {
        boolean known =
            name.startsWith(SERVICES)
                || ALL.contains(name)
                || OF_OTHERS.stream().anyMatch(name::startsWith);
        if (!known) {
          throw refused("there is no setting '" + name + "'", name, ALL.stream());
        }
      } else if (name.startsWith("SYNCLINE_") && !name.startsWith(variable(SERVICES))) {
        List<String> variables = ALL.stream().map(SettingNames::variable).toList();
        if (!variables.contains(name)) {
          warning.accept(
              "the environment variable %s is no setting of Syncline; the nearest is %s"
                  .formatted(name, nearest(name, variables.stream())));
        }
      }
    }
  }

  /**
   * The same for those of services, which are known later.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  static void checkServices(Iterable<String> configured, Collection<String> services) {
    for (String name : configured) {
      if (name.startsWith(SERVICES)) {
        boolean table = services.stream().anyMatch(s -> name.startsWith(SERVICES + s + ".tables."));
        boolean known = services.stream().flatMap(SettingNames::ofService).anyMatch(name::equals);
        if (!table && !known) {
          throw refused(
              "there is no setting '%s', or no service of that name".formatted(name),
              name,
              services.stream().flatMap(SettingNames::ofService));
        }
      }
    }
  }

  private static Stream<String> ofService(String service) {
    return OF_A_SERVICE.stream().map(setting -> SERVICES + service + "." + setting);
  }

  private static String variable(String name) {
    return name.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static IllegalStateException refused(String what, String name, Stream<String> known) {
    return new IllegalStateException(
        "Syncline does not start: " + what + "; the nearest is " + nearest(name, known));
  }

  private static String nearest(String name, Stream<String> known) {
    return known.min(Comparator.comparingInt(other -> distance(name, other))).orElse("none");
  }

  /** How many letters must be put in, left out or changed to make one of the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
