package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.docs.ConfigurationTable;

class SettingNamesTest {
  private static final List<String> SERVICES = List.of("Lists", "Orders");

  @Test
  void are_those_of_the_page() {
    List<String> known = new ArrayList<>(SettingNames.ALL);
    SettingNames.OF_A_SERVICE.forEach(name -> known.add("syncline.services.<name>." + name));
    known.add("syncline.services.<name>.tables.<type>.conflicts");
    assertThat(ConfigurationTable.defaults().keySet()).containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @CsvSource({
    "syncline.retention-day, syncline.retention-days",
    "syncline.gzip.Level, syncline.gzip.level",
    "syncline.publicurl, syncline.public-url",
    "syncline.service.Lists.batch-bytes, syncline.",
  })
  void unknown_ones_stop_the_start_and_the_nearest_is_named(String name, String nearest) {
    assertThatThrownBy(() -> check(name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no setting '" + name + "'")
        .hasMessageContaining("the nearest is " + nearest);
  }

  @ParameterizedTest
  @CsvSource({
    "syncline.services.List.batch-bytes, syncline.services.Lists.batch-bytes",
    "syncline.services.lists.row-errors, syncline.services.Lists.row-errors",
    "syncline.services.Orders.batch-byte, syncline.services.Orders.batch-bytes",
    "syncline.services.Typo.tables.Note.conflicts, syncline.services.",
  })
  void services_that_there_are_not_stop_the_start(String name, String nearest) {
    check(name); // not known yet
    assertThatThrownBy(() -> SettingNames.checkServices(List.of(name), SERVICES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("the nearest is " + nearest);
  }

  @Test
  void names_of_others_mean_nothing_to_us() {
    List<String> names =
        List.of("syncline.it.port", "syncline.jvm.heap", "syncline", "java.home", "synclined.x");
    assertThat(check(names.toArray(String[]::new))).isEmpty();
    SettingNames.checkServices(
        List.of("syncline.services.Lists.tables.Note.conflicts", "java.home"), SERVICES);
  }

  @Test
  void variables_of_the_environment_are_only_warned_of_since_others_make_them_too() {
    assertThat(check("SYNCLINE_GZIP_LEVEL", "SYNCLINE_SERVICES_LISTS_BATCH_BYTES")).isEmpty();
    assertThat(check("SYNCLINE_RETENTION_DAY", "SYNCLINE_SERVICE_HOST"))
        .hasSize(2)
        .first()
        .asString()
        .contains("SYNCLINE_RETENTION_DAY", "the nearest is SYNCLINE_RETENTION_DAYS");
  }

  private static List<String> check(String... names) {
    List<String> warnings = new ArrayList<>();
    SettingNames.check(List.of(names), warnings::add);
    return warnings;
  }
}
