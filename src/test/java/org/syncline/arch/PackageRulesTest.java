package org.syncline.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may see whom. Data flows one way: in through {@code web}, {@code tenant}, {@code scope},
 * {@code engine}, {@code store}; out as values of {@code model} that {@code wire} writes.
 *
 * <p>Rules for packages that do not exist yet hold by themselves.
 */
@AnalyzeClasses(packages = "org.syncline", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {

  private static final String MODEL = "org.syncline.model..";
  private static final String SCOPE = "org.syncline.scope..";
  private static final String ENGINE = "org.syncline.engine..";
  private static final String WIRE = "org.syncline.wire..";

  /** The Java platform without databases. */
  private static final DescribedPredicate<JavaClass> PLAIN_JAVA =
      resideInAPackage("java..").and(not(resideInAPackage("java.sql..")));

  @ArchTest
  static final ArchRule MODEL_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .onlyDependOnClassesThat(PLAIN_JAVA.or(resideInAPackage(MODEL)))
          .allowEmptyShould(true)
          .because(
              "everybody passes values of model around; what needs a library belongs to the package"
                  + " that uses the library, and takes or returns values of model");

  @ArchTest
  static final ArchRule SCOPE_DESCRIBES_ONLY =
      classes()
          .that()
          .resideInAPackage(SCOPE)
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA
                  .or(resideInAnyPackage(MODEL, SCOPE))
                  .or(resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax..")))
          .allowEmptyShould(true)
          .because(
              "a scope says what travels together, not how; only the file that describes one is read"
                  + " here, reading it from JPA is the work of store.jpa, writing it as metadata that"
                  + " of wire");

  @ArchTest
  static final ArchRule ENGINE_KNOWS_NO_TECHNOLOGY =
      classes()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .onlyDependOnClassesThat(PLAIN_JAVA.or(resideInAnyPackage(MODEL, SCOPE, ENGINE)))
          .allowEmptyShould(true)
          .because(
              "the engine decides and others do: no Jakarta, SQL, EclipseLink or Olingo here; declare"
                  + " an interface in engine, in its words, and implement it in a store package");

  @ArchTest
  static final ArchRule WIRE_ONLY_WRITES_AND_READS =
      classes()
          .that()
          .resideInAPackage(WIRE)
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA
                  .or(resideInAnyPackage(MODEL, SCOPE, WIRE))
                  .or(resideInAnyPackage("javax.crypto..", "javax.xml.."))
                  .or(
                      resideInAnyPackage(
                          "com.fasterxml.jackson.core..",
                          "com.ctc.wstx..",
                          "org.codehaus.stax2..")))
          .allowEmptyShould(true)
          .because(
              "a format knows values and scopes, never where they come from; let web fetch, and hand"
                  + " wire a value of model or a sink to fill");

  @ArchTest static final ArchRule NOBODY_SEES_WEB = nobodyElseSees("web");
  @ArchTest static final ArchRule NOBODY_SEES_ODATA = nobodyElseSees("odata");
  @ArchTest static final ArchRule NOBODY_SEES_CLIENT = nobodyElseSees("client");
  @ArchTest static final ArchRule NOBODY_SEES_CLI = nobodyElseSees("cli");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_THE_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.syncline.store.jdbc..",
              "org.syncline.store.jpa..",
              "org.syncline.store.provision..",
              "org.syncline.tenant..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
          .allowEmptyShould(true)
          .because(
              "a database is reached through the ports of engine only; move the statement into a"
                  + " store package and call it by what it means");

  @ArchTest
  static final ArchRule OLINGO_STAYS_BEHIND_ITS_DOOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.syncline.odata..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.apache.olingo.."))
          .allowEmptyShould(true)
          .because("OData V4 is one door among several; what all doors need belongs into engine");

  @ArchTest
  static final ArchRule TIME_DOES_NOT_ORDER_CHANGES =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, "org.syncline.store..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .allowEmptyShould(true)
          .because(
              "clocks jump and tie, so what came first is decided by numbers given after the commit;"
                  + " use the sequencer's number, or a java.time.Clock that is handed in for ages");

  @ArchTest
  static final ArchRule STAGES_HAVE_NO_CYCLES =
      slices()
          .matching("org.syncline.(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .because(
              "data flows one way; turn the backward call into an interface that the earlier package"
                  + " declares and the later one implements");

  @ArchTest
  static final ArchRule STORES_HAVE_NO_CYCLES =
      slices()
          .matching("org.syncline.store.(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .because("the stores meet at the ports of engine; move what two of them share there");

  private static ArchRule nobodyElseSees(String name) {
    var itself = "org.syncline." + name + "..";
    return noClasses()
        .that()
        .resideOutsideOfPackage(itself)
        .should()
        .dependOnClassesThat(resideInAPackage(itself))
        .allowEmptyShould(true)
        .because(
            name
                + " is an outermost package, which calls and is not called; move what is needed"
                + " into the package that needs it, or into model");
  }
}
