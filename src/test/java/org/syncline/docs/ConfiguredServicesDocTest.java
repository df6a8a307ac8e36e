package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.syncline.scope.config.SqlServerType;

/** The table of types in docs/configured-services.md. */
class ConfiguredServicesDocTest {
  @ParameterizedTest
  @EnumSource(SqlServerType.class)
  void says_how_each_type_travels(SqlServerType type) throws IOException {
    String name = "`" + type.name().toLowerCase(Locale.ROOT) + "`";
    Matcher row =
        Pattern.compile("^\\| ([^|]*" + name + "[^|]*) \\| ([^|]*) \\|", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("docs/configured-services.md")));
    assertThat(row.find()).isTrue();
    assertThat(row.group(2)).contains("`" + type.edm().edmName() + "`");
  }
}
