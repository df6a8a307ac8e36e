package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.RowKey;
import org.syncline.model.SyncRequest;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ScopeTable;
import org.syncline.testkit.Oracle;

/**
 * Bodies and ids of strangers. The normal build reads the saved inputs only; README.md says how to
 * look for new ones.
 */
class WireFuzzTest {
  /** Longer ids are refused unread. */
  private static final int MOST_ID_CHARS = 8192;

  @FuzzTest
  void json(byte[] body) {
    read(Formats.JSON, body);
  }

  @FuzzTest
  void atom(byte[] body) {
    read(Formats.ATOM, body);
  }

  @FuzzTest
  void ids(byte[] text) {
    String id = new String(text, StandardCharsets.UTF_8);
    for (ScopeTable table : Sample.SCOPE.tables()) {
      named(table.type(), id);
    }
    named(KeysOfEveryType.TYPE, id);
    named(KeysOfEveryType.TEXTS, id);
  }

  private static void named(EntityType type, String id) {
    RowKey key = Oracle.read(() -> EntityIds.parse(type, id));
    if (key != null) {
      staysTheSame(key);
    }
  }

  private static void staysTheSame(RowKey key) {
    String id = Sample.IDS.idOf(key);
    if (id.length() <= MOST_ID_CHARS) {
      assertThat(EntityIds.parse(key.type(), id)).as(id).isEqualTo(key);
    }
  }

  /** What was read can also be written, by either format, and names its rows for good. */
  private static void read(FeedFormat format, byte[] body) {
    Optional<SyncRequest> request =
        Oracle.read(() -> format.read(new ByteArrayInputStream(body), Sample.SCOPE));
    if (request == null || request.isEmpty()) {
      return;
    }
    for (FeedFormat answer : new FeedFormat[] {Formats.JSON, Formats.ATOM}) {
      BatchWriter batch = answer.batch(Sample.SCOPE, Sample.IDS, 1 << 20);
      for (UploadedChange change : request.get().changes()) {
        if (change.change() instanceof Change.Live live) {
          batch.row(live.row(), 0);
        } else {
          batch.tombstone(change.key(), 0);
        }
      }
      batch.finish("", false);
    }
    request.get().changes().forEach(change -> staysTheSame(change.key()));
  }

  /** Keys of many parts, for ids that are hard to cut. */
  private static final class KeysOfEveryType {
    private static final EntityType TYPE =
        Sample.type(
            "Every",
            Arrays.stream(EdmType.values())
                .map(type -> Sample.key(type.edmName().replace('.', '_'), type))
                .toArray(Property[]::new));
    private static final EntityType TEXTS =
        Sample.type(
            "Texts",
            Sample.key("A", EdmType.STRING),
            Sample.key("B", EdmType.STRING),
            Sample.key("N", EdmType.INT32));
  }
}
