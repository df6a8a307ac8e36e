package org.syncline.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncException;
import org.syncline.model.UploadOutcome;
import org.syncline.model.ValueCodec;
import org.syncline.scope.Scope;

/**
 * What is kept of an upload, so that the same upload again gets the same answer.
 *
 * @param shown log ids of changes that the answer showed to the replica
 * @param head the newest number before the upload
 * @param rows a {@link #digest} of each row that was sent
 */
record Receipt(List<UploadOutcome> outcomes, Set<Long> shown, Anchor head, Set<Integer> rows) {
  private static final int VERSION = 3;
  private static final int ACCEPTED = 0;
  private static final int INSERTED = 1;
  private static final int CONFLICTED = 2;
  private static final int FAILED = 3;

  byte[] encode(Scope scope) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(head.seq());
      out.writeLong(head.nonce());
      out.writeInt(rows.size());
      for (int row : rows) {
        out.writeInt(row);
      }
      out.writeInt(shown.size());
      for (long id : shown) {
        out.writeLong(id);
      }
      out.writeInt(outcomes.size());
      for (UploadOutcome outcome : outcomes) {
        write(out, scope, outcome);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Receipt decode(byte[] bytes, Scope scope) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readUnsignedByte() != VERSION) {
        throw SyncException.unknownReplica(
            "the outcome of this upload was kept in a form that this server does not know");
      }
      Anchor head = new Anchor(in.readLong(), in.readLong());
      Set<Integer> rows = new HashSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        rows.add(in.readInt());
      }
      Set<Long> shown = new HashSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        shown.add(in.readLong());
      }
      int size = in.readInt();
      List<UploadOutcome> outcomes = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        outcomes.add(readOutcome(in, scope));
      }
      return new Receipt(outcomes, shown, head, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a row's key: equal for equal keys, and with others seldom. */
  static int digest(Scope scope, RowKey key) {
    CRC32 checksum = new CRC32();
    try (DataOutputStream out =
        new DataOutputStream(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum))) {
      write(out, scope, new Change.Tombstone(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) checksum.getValue();
  }

  private static void write(DataOutputStream out, Scope scope, UploadOutcome outcome)
      throws IOException {
    if (outcome instanceof UploadOutcome.Inserted inserted) {
      out.writeByte(INSERTED);
      write(out, scope, new Change.Live(inserted.stored()));
    } else if (outcome instanceof UploadOutcome.Conflicted conflicted) {
      out.writeByte(CONFLICTED);
      out.writeUTF(conflicted.resolution().name());
      write(out, scope, conflicted.live());
      write(out, scope, conflicted.losing());
    } else if (outcome instanceof UploadOutcome.Failed failed) {
      out.writeByte(FAILED);
      ValueCodec.write(out, EdmType.STRING, failed.description()); // of any length
      write(out, scope, failed.live());
      write(out, scope, failed.losing());
    } else {
      out.writeByte(ACCEPTED);
    }
  }

  private static UploadOutcome readOutcome(DataInputStream in, Scope scope) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case ACCEPTED -> new UploadOutcome.Accepted();
      case INSERTED -> new UploadOutcome.Inserted(((Change.Live) readChange(in, scope)).row());
      case CONFLICTED -> {
        ConflictResolution resolution = ConflictResolution.valueOf(in.readUTF());
        Change live = readChange(in, scope);
        yield new UploadOutcome.Conflicted(resolution, live, readChange(in, scope));
      }
      case FAILED -> {
        String description = (String) ValueCodec.read(in, EdmType.STRING);
        Change live = readChange(in, scope);
        yield new UploadOutcome.Failed(description, live, readChange(in, scope));
      }
      default -> throw new IOException("unknown kind of outcome " + kind);
    };
  }

  private static void write(DataOutputStream out, Scope scope, Change change) throws IOException {
    EntityType type = change.type();
    out.writeShort(scope.tableOf(type).order());
    out.writeBoolean(change.deleted());
    if (change instanceof Change.Live live) {
      for (int i = 0; i < type.width(); i++) {
        ValueCodec.write(out, type.property(i).type(), live.row().value(i));
      }
    } else {
      for (int i = 0; i < type.keyWidth(); i++) {
        ValueCodec.write(out, type.keyProperty(i).type(), change.key().values().get(i));
      }
    }
  }

  private static Change readChange(DataInputStream in, Scope scope) throws IOException {
    EntityType type = scope.tables().get(in.readUnsignedShort()).type();
    if (in.readBoolean()) {
      List<Object> key = new ArrayList<>();
      for (int i = 0; i < type.keyWidth(); i++) {
        key.add(ValueCodec.read(in, type.keyProperty(i).type()));
      }
      return new Change.Tombstone(new RowKey(type, key));
    }
    Object[] values = new Object[type.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ValueCodec.read(in, type.property(i).type());
    }
    return new Change.Live(new Row(type, values));
  }
}
