package org.syncline.tenant;

/**
 * One finding of the diagnostics page.
 *
 * @param name what was looked at
 * @param comment what was found and, if it did not pass, what to do
 * @param detail what the machine said, for its own people only; empty if it said nothing
 */
public record Check(String name, CheckResult result, String comment, String detail) {

  static Check passed(String name, String comment) {
    return new Check(name, CheckResult.SUCCESS, comment, "");
  }

  static Check failed(String name, CheckResult result, String comment) {
    return new Check(name, result, comment, "");
  }

  /** Because of an exception, whose message may quote names, paths and values. */
  static Check failed(String name, CheckResult result, String comment, Exception cause) {
    return new Check(name, result, comment, cause.toString());
  }

  /** Whether all is as it should be. */
  public boolean passed() {
    return result == CheckResult.SUCCESS;
  }
}
