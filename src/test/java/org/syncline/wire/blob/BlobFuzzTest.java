package org.syncline.wire.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.ErrorCode;
import org.syncline.model.Property;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.testkit.Oracle;

/** Blobs of strangers, and what would be inside if one of them had the key. */
class BlobFuzzTest {
  private static final EntityType TYPE =
      new EntityType(
          "S",
          "T",
          List.of(
              new Property("A", EdmType.STRING, false, true),
              new Property("B", EdmType.BINARY, false, true),
              new Property("C", EdmType.DECIMAL, false, true),
              new Property("D", EdmType.TIME, false, true)));
  private static final Scope SCOPE =
      new Scope(
          "S",
          "S",
          List.of(new ScopeTable(0, TYPE, "T", List.of("A", "B", "C", "D"), List.of())),
          List.of(new Parameter("userid", EdmType.GUID), new Parameter("name", EdmType.STRING)));
  private static final String BINDING = BlobSeal.binding("", "S", SCOPE);

  private final BlobSeal seal = new BlobSeal(new byte[32]);

  @FuzzTest
  void blob(byte[] text) {
    Oracle.read(
        () -> {
          try {
            return seal.open(new String(text, StandardCharsets.ISO_8859_1), SCOPE, BINDING);
          } catch (SyncException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REPLICA);
            throw e;
          }
        });
  }

  @FuzzTest
  void state(byte[] plain) throws IOException {
    ReplicaState state = Oracle.read(() -> opened(plain));
    if (state != null) {
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      StateCodec.write(new DataOutputStream(again), SCOPE, state);
      assertThat(StateCodec.read(again.toByteArray(), SCOPE))
          .usingRecursiveComparison() // keys may hold bytes, which are equal by their content
          .isEqualTo(state);
    }
  }

  /** As {@link BlobSeal#open} takes failures. */
  private static ReplicaState opened(byte[] plain) {
    try {
      return StateCodec.read(plain, SCOPE);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
