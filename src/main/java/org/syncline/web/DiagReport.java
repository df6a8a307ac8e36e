package org.syncline.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syncline.model.Property;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.ConflictRule;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;

/**
 * What there is to say about a service, in neither of its two forms.
 *
 * @param configuration values by what they are, in the order in which they are shown
 * @param withDetails whether the caller may read what exceptions say
 */
record DiagReport(
    Service service, List<Check> checks, Map<String, String> configuration, boolean withDetails) {
  DiagReport {
    checks = List.copyOf(checks);
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
  }

  boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  /** Empty where there is none for this caller. */
  String detail(Check check) {
    return withDetails ? check.detail() : "";
  }

  static List<String> parameters(Scope scope) {
    return scope.parameters().stream()
        .map((Parameter p) -> p.name() + " (" + p.type().edmName() + ")")
        .toList();
  }

  static List<String> columns(ScopeTable table) {
    return table.type().properties().stream()
        .map((Property p) -> p.name() + (p.key() ? " (key)" : ""))
        .toList();
  }

  /** How conflicts over rows of a table end, unless an interceptor ends them. */
  static String conflicts(ScopeTable table) {
    ConflictRule rule = table.conflicts();
    if (rule instanceof ConflictRule.Always always) {
      return always.policy() == ConflictPolicy.CLIENT_WINS ? "client wins" : "server wins";
    }
    if (rule instanceof ConflictRule.MergeColumns) {
      return "merged by column";
    }
    if (rule instanceof ConflictRule.LastWriter last) {
      return "last writer by " + table.type().property(last.column()).name();
    }
    return rule instanceof ConflictRule.Custom custom
        ? custom.merger().getClass().getName()
        : "as the service says";
  }

  /** Which rows of a table travel. */
  static String rows(Scope scope, ScopeTable table) {
    List<String> conditions =
        table.filters().stream()
            .map(
                (Filter f) ->
                    table.columns().get(f.column())
                        + " = "
                        + scope.parameters().get(f.parameter()).name())
            .toList();
    return conditions.isEmpty() ? "all" : String.join(" and ", conditions);
  }
}
