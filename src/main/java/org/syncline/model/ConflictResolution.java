package org.syncline.model;

/** How a conflict ended, by its name on the wire (wire reference, section 15). */
public enum ConflictResolution {
  SERVER_WINS("ServerWins"),
  CLIENT_WINS("ClientWins"),
  MERGE("Merge");

  private final String wireName;

  ConflictResolution(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
