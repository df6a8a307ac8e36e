package org.syncline.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at what a device holds at a checkpoint, and says what no committed state could look like.
 */
final class BankAudit {
  private final Map<String, Long> balances = new HashMap<>();
  private final Map<String, Long> recorded = new HashMap<>();
  private final Map<String, Integer> tokens = new HashMap<>();
  private final List<String> findings = new ArrayList<>();

  private BankAudit() {}

  /**
   * Says what is wrong.
   *
   * @param before ids of the records that were committed before the download began
   * @return empty if nothing is
   */
  static List<String> findings(
      Bank bank, Map<String, Map<String, Object>> rows, List<String> before) {
    BankAudit audit = new BankAudit();
    rows.values().forEach(audit::take);
    audit.judge(bank);
    long missing = before.stream().filter(id -> !rows.containsKey(id)).count();
    if (missing > 0) {
      audit.findings.add(missing + " records were committed before, and are not here");
    }
    return audit.findings;
  }

  private void take(Map<String, Object> row) {
    if (!row.containsKey("ListID")) {
      return;
    }
    String name = (String) row.get("Name");
    String description = (String) row.get("Description");
    if (name.startsWith(Bank.ACCOUNT)) {
      balances.put((String) row.get("ID"), Long.valueOf(description));
    } else if (name.equals(Bank.TRANSFER)) {
      int arrow = description.indexOf('>');
      int colon = description.indexOf(':');
      long amount = Long.parseLong(description.substring(colon + 1));
      recorded.merge(description.substring(0, arrow), -amount, Long::sum);
      recorded.merge(description.substring(arrow + 1, colon), amount, Long::sum);
    } else if (name.startsWith(Bank.TOKEN)) {
      tokens.merge(name, 1, Integer::sum);
    }
  }

  private void judge(Bank bank) {
    if (balances.size() != bank.accountCount()) {
      findings.add(balances.size() + " accounts instead of " + bank.accountCount());
    }
    long sum = balances.values().stream().mapToLong(Long::longValue).sum();
    if (sum != bank.accountCount() * Bank.OPENING_BALANCE) {
      findings.add("the money is " + sum);
    }
    balances.forEach(
        (account, balance) -> {
          long should = Bank.OPENING_BALANCE + recorded.getOrDefault(account, 0L);
          if (balance != should) {
            findings.add("account " + account + " has " + balance + ", its records say " + should);
          }
        });
    tokens.forEach(
        (token, count) -> {
          if (count != 1) {
            findings.add(count + " times " + token);
          }
        });
  }
}
