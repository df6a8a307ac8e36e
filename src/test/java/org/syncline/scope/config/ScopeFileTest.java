package org.syncline.scope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeFileTest {
  private static final String COLUMNS =
      "<SyncColumns><SyncColumn Name='id' SqlType='int' IsPrimaryKey='true'/></SyncColumns>";

  @TempDir Path directory;

  @Test
  void s23_the_section_is_read_alone_and_inside_of_a_configuration_file() throws IOException {
    String section = section("<SyncTable Name='Orders'/>");
    List<ConfiguredScope> expected =
        List.of(
            new ConfiguredScope(
                "Sales", List.of(new ConfiguredTable("Orders", "Orders", List.of(), List.of()))));

    assertThat(read(section)).isEqualTo(expected);
    assertThat(
            read(
                "<?xml version='1.0'?><configuration><configSections><section"
                    + " name='SyncConfiguration' type='x'/></configSections><appSettings><add"
                    + " key='a' value='b'/></appSettings>"
                    + section
                    + "</configuration>"))
        .isEqualTo(expected);
    assertThat(
            read(
                "<configuration xmlns='http://schemas.microsoft.com/.NetConfiguration/v2.0'>"
                    + section
                    + "</configuration>"))
        .isEqualTo(expected);
    assertRefused("<configuration>" + section + section + "</configuration>", "there are several");
    assertThat(expected.get(0).serviceName()).isEqualTo("SalesSyncService");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16"})
  void s23_a_byte_order_mark_is_read_past(String charset) throws IOException {
    Path file = directory.resolve("scopes.xml");
    String text = "\uFEFF" + section("<SyncTable Name='Orders'/>");
    Files.write(
        file,
        charset.equals("UTF-8")
            ? text.getBytes(StandardCharsets.UTF_8)
            : text.getBytes(Charset.forName("UTF-16LE")));
    assertThat(ScopeFile.read(file)).hasSize(1);
  }

  @Test
  void s23_columns_and_filters_are_as_the_file_says() throws IOException {
    ConfiguredTable table =
        table(
            """
            <SyncTable Name='[dbo].[Order Lines]' FilterClause='([side].[Region] = @Region) and (@User_ID = side.[UserID])'>
              <FilterParameters>
                <FilterParameter Name='@Region' SqlType='NVarChar' DataSize='10'/>
                <FilterParameter Name='@User.ID' SqlType='UNIQUEIDENTIFIER'/>
              </FilterParameters>
              <FilterColumns><FilterColumn Name='Region'/><FilterColumn Name='userid'/></FilterColumns>
              <SyncColumns>
                <SyncColumn Name='Line No.' SqlType='smallint' IsPrimaryKey='True' GlobalName='LineNo'/>
                <SyncColumn Name='Unit Price' SqlType='Money'/>
                <SyncColumn Name='Region' SqlType='nvarchar' IsNullable='FALSE' DataSize='10'/>
                <SyncColumn Name='UserID' SqlType='uniqueidentifier'/>
                <SyncColumn Name='Version' SqlType='timestamp'/>
              </SyncColumns>
            </SyncTable>
            """);
    assertThat(table.name()).isEqualTo("Order Lines");
    assertThat(table.typeName()).isEqualTo("Order_Lines");
    assertThat(table.columns())
        .containsExactly(
            new ConfiguredColumn("Line No.", "LineNo", SqlServerType.SMALLINT, true, false),
            new ConfiguredColumn("Unit Price", "Unit_Price", SqlServerType.MONEY, false, true),
            new ConfiguredColumn("Region", "Region", SqlServerType.NVARCHAR, false, false),
            new ConfiguredColumn("UserID", "UserID", SqlServerType.UNIQUEIDENTIFIER, false, true));
    assertThat(table.filters())
        .containsExactly(
            new ConfiguredFilter("Region", "region", SqlServerType.NVARCHAR),
            new ConfiguredFilter("UserID", "user_id", SqlServerType.UNIQUEIDENTIFIER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <SyncTable Name='a' globalname='b'/>                            | line 3, column 49: cvc-complex-type.3.2.2: Attribute 'globalname' is not allowed to appear in element 'SyncTable'
          <SyncTable/>                                                    | Attribute 'Name' must appear on element 'SyncTable'
          <SyncTable Name='a' IncludeAllColumns='yes'/>                   | Value 'yes' is not facet-valid
          <SyncTable Name='a' SchemaName='sales'/>                        | scope 'Sales', table 'a': it is in schema 'sales'
          <SyncTable Name='[sales].[a]'/>                                 | it is in schema 'sales'
          <SyncTable Name='a-b'/>                                         | 'a-b' cannot be a name on the wire: give it a GlobalName
          <SyncTable Name='a' IncludeAllColumns='false'/>                 | no column travels
          <SyncTable Name='a'><SyncColumns><SyncColumn Name='v' SqlType='timestamp'/></SyncColumns></SyncTable> | no column travels
          <SyncTable Name='a'/><SyncTable Name='[a]' GlobalName='b'/>     | the scope has it twice
          <SyncTable Name='a'/><SyncTable Name='b' GlobalName='a'/>       | another table of the scope is named 'a' too
          """)
  void s23_a_fault_is_told_with_its_place(String tables, String sentence) throws IOException {
    assertRefused(section(tables), sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <SyncColumn Name='id' SqlType='int'/>                                                     | none of its SyncColumns has IsPrimaryKey
          <SyncColumn Name='id' SqlType='sql_variant' IsPrimaryKey='true'/>                         | column 'id' is of type 'sql_variant', which does not travel
          <SyncColumn Name='a b' SqlType='int' IsPrimaryKey='true'/><SyncColumn Name='a.b' SqlType='int'/> | two of its columns are named 'a_b'
          <SyncColumn Name='id' IsPrimaryKey='true'/>                                               | Attribute 'SqlType' must appear on element 'SyncColumn'
          """)
  void s23_columns_that_cannot_travel_are_refused(String columns, String sentence)
      throws IOException {
    assertRefused(
        section("<SyncTable Name='a'><SyncColumns>" + columns + "</SyncColumns></SyncTable>"),
        sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[side].[Region] = 'north'",
        "[side].[Region] = @Region OR [side].[UserID] = @UserID",
        "[side].[Region] LIKE @Region",
        "[side].[Region] = @Region AND",
        "([side].[Region] = @Region",
        "[side].[Region] = @Region)",
        "[side].[Region] = @Region AND [side].[Region] = @Other",
        "[side].[Region] = @Region AND [side].[REGION] = @Other",
        "@Region = @Region",
        "[side].[ID] IN (SELECT [ID] FROM [Other])",
        "[side].[Region] > @Region",
      })
  void s23_filters_that_cannot_be_followed_are_refused(String clause) {
    assertThatThrownBy(() -> FilterClause.read(clause))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + clause + "\" cannot be followed")
        .hasMessageContaining("[side].[UserID] = @UserID");
  }

  @Test
  void s23_a_filter_may_be_written_in_several_ways() {
    Map<String, String> expected = Map.of("UserID", "UserID");
    for (String clause :
        List.of(
            "[side].[UserID] = @UserID",
            "[side].[UserID]=@UserID",
            "@UserID = [Side].UserID",
            "(([UserID] = @UserID))",
            " UserID=@UserID ")) {
      assertThat(FilterClause.read(clause)).as(clause).isEqualTo(expected);
    }
    assertThat(FilterClause.read("side.größe = @größe AND [a] = @p$1"))
        .isEqualTo(Map.of("größe", "größe", "a", "p$1"));
    assertThat(FilterClause.read("[side].[a]]b] = @p AND [side].android = @q"))
        .isEqualTo(Map.of("a]b", "p", "android", "q"));
  }

  @Test
  void s23_what_a_filter_names_must_be_listed() throws IOException {
    String clause = "<SyncTable Name='a' FilterClause='[side].[Region] = @Region'>";
    String parameter =
        "<FilterParameters><FilterParameter Name='@Region' SqlType='int'/></FilterParameters>";
    String column = "<FilterColumns><FilterColumn Name='Region'/></FilterColumns>";
    assertRefused(
        section(clause + column + COLUMNS + "</SyncTable>"), "@Region, which is not among");
    assertRefused(
        section(clause + parameter + COLUMNS + "</SyncTable>"), "'Region', which is not among");
    assertRefused(
        section("<SyncTable Name='a'>" + parameter + COLUMNS + "</SyncTable>"),
        "every row would travel");
    assertRefused(
        section(clause + column + parameter.replace("@", "") + COLUMNS + "</SyncTable>"),
        "Value 'Region' is not facet-valid");
    assertThat(table(clause + column + parameter + COLUMNS + "</SyncTable>").filters()).hasSize(1);
  }

  @Test
  void s23_files_that_are_none_are_refused() throws IOException {
    assertRefused("<configuration/>", "there is no <SyncConfiguration> in it");
    assertRefused("<SyncConfiguration", "line 1");
    assertRefused(
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><SyncConfiguration>&x;</SyncConfiguration>",
        "DOCTYPE is disallowed");
    assertRefused(
        section("<SyncTable Name='a'/>").replace("Name='Sales'", "Name='Sa les'"),
        "scope 'Sa les' needs a name of letters");
    assertThatThrownBy(() -> ScopeFile.read(directory.resolve("missing.xml")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing.xml cannot be read");
  }

  @Test
  void s23_names_may_have_brackets() throws IOException {
    for (String name :
        List.of("Orders", "[Orders]", "dbo.Orders", "[dbo].Orders", "dbo.[Orders]")) {
      assertThat(table("<SyncTable Name='" + name + "'/>").name()).isEqualTo("Orders");
    }
    assertThat(
            table(
                    """
                    <SyncTable Name='a' FilterClause='[side].[Region] = @Region'>
                    <FilterParameters><FilterParameter Name='@Region' SqlType='int'/></FilterParameters>
                    <FilterColumns><FilterColumn Name='[Region]'/></FilterColumns>
                    <SyncColumns><SyncColumn Name='[Region]' SqlType='int' IsPrimaryKey='true'/></SyncColumns>
                    </SyncTable>""")
                .columns())
        .containsExactly(new ConfiguredColumn("Region", "Region", SqlServerType.INT, true, false));
  }

  @Test
  void s23_a_parameter_has_one_type() throws IOException {
    assertRefused(
        section(
            "<SyncTable Name='a' FilterClause='[x] = @p'><FilterParameters>"
                + "<FilterParameter Name='@p' SqlType='int'/><FilterParameter Name='@P' SqlType='bit'/>"
                + "</FilterParameters><FilterColumns><FilterColumn Name='x'/></FilterColumns></SyncTable>"),
        "parameter @p is listed twice, as INT and as BIT");
  }

  @Test
  void s23_scopes_have_names_of_their_own() throws IOException {
    String scope =
        "<SyncScope Name='%s'><SyncTables><SyncTable Name='a'/></SyncTables></SyncScope>";
    assertRefused(
        "<SyncConfiguration><SyncScopes>"
            + scope.formatted("A")
            + scope.formatted("a")
            + "</SyncScopes></SyncConfiguration>",
        "two scopes are named 'a'");
  }

  private void assertRefused(String text, String sentence) throws IOException {
    Path file = directory.resolve("scopes.xml");
    Files.writeString(file, text);
    assertThatThrownBy(() -> ScopeFile.read(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("scope file " + file)
        .hasMessageContaining(sentence);
  }

  private ConfiguredTable table(String text) throws IOException {
    return read(section(text)).get(0).tables().get(0);
  }

  private List<ConfiguredScope> read(String text) throws IOException {
    Path file = directory.resolve("scopes.xml");
    Files.writeString(file, text);
    return ScopeFile.read(file);
  }

  private static String section(String tables) {
    return """
        <SyncConfiguration><Databases><TargetDatabase Name='d' DbServer='s' DbName='n' Password='p'/></Databases>
        <SyncScopes><SyncScope Name='Sales' SchemaName='sync' IsTemplateScope='true' EnableBulkApplyProcedures='false'>
        <SyncTables>%s</SyncTables>
        </SyncScope></SyncScopes></SyncConfiguration>"""
        .formatted(tables);
  }
}
