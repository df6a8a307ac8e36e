package org.syncline.wire.blob;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.syncline.model.Anchor;
import org.syncline.model.EntityType;
import org.syncline.model.Line;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.ValueCodec;
import org.syncline.scope.Scope;

/** The inside of a blob. Its types come from the scope, whose schema the blob is bound to. */
final class StateCodec {
  private static final int START = 0;
  private static final int LOADING = 1;
  private static final int FOLLOWING = 2;

  private StateCodec() {}

  static void write(DataOutputStream out, Scope scope, ReplicaState state) throws IOException {
    writeGuid(out, state.replica());
    writeGuid(out, state.epoch());
    for (int i = 0; i < scope.parameters().size(); i++) {
      ValueCodec.write(out, scope.parameters().get(i).type(), state.parameters().get(i));
    }
    writePosition(out, scope, state.position());
    out.writeLong(state.upload());
    writeNumbers(out, state.answered());
    writeNumbers(out, state.known());
    List<Integer> marks =
        scope.marks().entrySet().stream()
            .filter(mark -> !state.added().contains(mark.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    out.writeShort(marks.size());
    for (int mark : marks) {
      out.writeInt(mark);
    }
    writeLine(out, state.line());
  }

  private static void writeLine(DataOutputStream out, Line line) throws IOException {
    out.writeInt(line.node());
    out.writeInt(line.uploaded());
    out.writeByte(line.before().size());
    for (int node : line.before()) {
      out.writeInt(node);
    }
  }

  private static void writeNumbers(DataOutputStream out, Set<Long> numbers) throws IOException {
    out.writeShort(numbers.size());
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  private static void writePosition(DataOutputStream out, Scope scope, Position position)
      throws IOException {
    if (position instanceof Position.Loading loading) {
      out.writeByte(LOADING);
      writeAnchor(out, loading.from());
      out.writeShort(loading.table());
      out.writeBoolean(!loading.after().isEmpty());
      if (!loading.after().isEmpty()) {
        EntityType type = scope.tables().get(loading.table()).type();
        for (int i = 0; i < type.keyWidth(); i++) {
          ValueCodec.write(out, type.keyProperty(i).type(), loading.after().get(i));
        }
      }
    } else if (position instanceof Position.Following following) {
      out.writeByte(FOLLOWING);
      writeAnchor(out, following.anchor());
      out.writeLong(following.gap());
      out.writeByte(following.growth());
    } else {
      out.writeByte(START);
    }
  }

  static ReplicaState read(byte[] plain, Scope scope) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain));
    UUID replica = readGuid(in);
    UUID epoch = readGuid(in);
    List<Object> parameters = new ArrayList<>();
    for (var parameter : scope.parameters()) {
      parameters.add(ValueCodec.read(in, parameter.type()));
    }
    Position position = readPosition(in, scope);
    long upload = in.readLong();
    Set<Long> answered = readNumbers(in);
    Set<Long> known = readNumbers(in);
    Set<String> added = readAdded(in, scope);
    Line line = readLine(in);
    return new ReplicaState(
        replica, epoch, parameters, position, upload, answered, known, added, line);
  }

  private static Line readLine(DataInputStream in) throws IOException {
    int node = in.readInt();
    int uploaded = in.readInt();
    List<Integer> before = new ArrayList<>();
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      before.add(in.readInt());
    }
    return new Line(node, uploaded, before);
  }

  /**
   * What the scope has and the replica's had not.
   *
   * @throws IOException if its scope had what this one has not
   */
  private static Set<String> readAdded(DataInputStream in, Scope scope) throws IOException {
    Set<Integer> marks = new HashSet<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      marks.add(in.readInt());
    }
    Set<String> added = new HashSet<>();
    for (Map.Entry<String, Integer> mark : scope.marks().entrySet()) {
      if (!marks.remove(mark.getValue())) {
        added.add(mark.getKey());
      }
    }
    if (!marks.isEmpty()) {
      throw new IOException("columns are gone or have another type");
    }
    return added;
  }

  private static Set<Long> readNumbers(DataInputStream in) throws IOException {
    Set<Long> numbers = new HashSet<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      numbers.add(in.readLong());
    }
    return numbers;
  }

  private static Position readPosition(DataInputStream in, Scope scope) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case START -> new Position.Start();
      case LOADING -> {
        Anchor from = readAnchor(in);
        int table = in.readUnsignedShort();
        List<Object> after = new ArrayList<>();
        if (in.readBoolean()) {
          EntityType type = scope.tables().get(table).type();
          for (int i = 0; i < type.keyWidth(); i++) {
            after.add(ValueCodec.read(in, type.keyProperty(i).type()));
          }
        }
        yield new Position.Loading(from, table, after);
      }
      case FOLLOWING ->
          new Position.Following(readAnchor(in), in.readLong(), in.readUnsignedByte());
      default -> throw new IOException("unknown kind of position " + kind);
    };
  }

  private static void writeGuid(DataOutputStream out, UUID value) throws IOException {
    out.writeLong(value.getMostSignificantBits());
    out.writeLong(value.getLeastSignificantBits());
  }

  private static UUID readGuid(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  private static void writeAnchor(DataOutputStream out, Anchor anchor) throws IOException {
    out.writeLong(anchor.seq());
    out.writeLong(anchor.nonce());
  }

  private static Anchor readAnchor(DataInputStream in) throws IOException {
    return new Anchor(in.readLong(), in.readLong());
  }
}
