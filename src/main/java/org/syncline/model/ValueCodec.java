package org.syncline.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.UUID;

/**
 * A compact binary form of single values, the same for equal values: for what Syncline keeps to
 * itself, such as blobs and receipts. Not a wire format.
 */
public final class ValueCodec {
  private static final int FIRST_BYTES = 4096;

  private ValueCodec() {}

  /**
   * Writes one value.
   *
   * @param value null or of the type's class
   */
  public static void write(DataOutput out, EdmType type, Object value) throws IOException {
    out.writeBoolean(value != null);
    if (value == null) {
      return;
    }
    switch (type) {
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case SBYTE -> out.writeByte((Byte) value);
      case BYTE, INT16 -> out.writeShort((Short) value);
      case INT32 -> out.writeInt((Integer) value);
      case INT64 -> out.writeLong((Long) value);
      case SINGLE -> out.writeInt(Float.floatToIntBits((Float) value));
      case DOUBLE -> out.writeLong(Double.doubleToLongBits((Double) value));
      case DECIMAL -> writeDecimal(out, (BigDecimal) value);
      case STRING -> writeText(out, (String) value);
      case GUID -> writeGuid(out, (UUID) value);
      case BINARY -> writeBytes(out, (byte[]) value);
      case DATE_TIME -> writeDateTime(out, (LocalDateTime) value);
      case DATE_TIME_OFFSET -> {
        writeDateTime(out, ((OffsetDateTime) value).toLocalDateTime());
        out.writeInt(((OffsetDateTime) value).getOffset().getTotalSeconds());
      }
      case TIME -> {
        out.writeLong(((Duration) value).toSeconds());
        out.writeInt(((Duration) value).toNanosPart());
      }
    }
  }

  /** Reads what {@link #write} wrote for the same type. */
  public static Object read(DataInput in, EdmType type) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return switch (type) {
      case BOOLEAN -> in.readBoolean();
      case SBYTE -> in.readByte();
      case BYTE, INT16 -> in.readShort();
      case INT32 -> in.readInt();
      case INT64 -> in.readLong();
      case SINGLE -> Float.intBitsToFloat(in.readInt());
      case DOUBLE -> Double.longBitsToDouble(in.readLong());
      case DECIMAL -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(readBytes(in)), scale);
      }
      case STRING -> readText(in);
      case GUID -> new UUID(in.readLong(), in.readLong());
      case BINARY -> readBytes(in);
      case DATE_TIME -> readDateTime(in);
      case DATE_TIME_OFFSET ->
          OffsetDateTime.of(readDateTime(in), ZoneOffset.ofTotalSeconds(in.readInt()));
      case TIME -> Duration.ofSeconds(in.readLong(), in.readInt());
    };
  }

  private static void writeGuid(DataOutput out, UUID value) throws IOException {
    out.writeLong(value.getMostSignificantBits());
    out.writeLong(value.getLeastSignificantBits());
  }

  private static void writeDecimal(DataOutput out, BigDecimal value) throws IOException {
    out.writeInt(value.scale());
    writeBytes(out, value.unscaledValue().toByteArray());
  }

  private static void writeDateTime(DataOutput out, LocalDateTime value) throws IOException {
    out.writeLong(value.toEpochSecond(ZoneOffset.UTC));
    out.writeInt(value.get(ChronoField.NANO_OF_SECOND));
  }

  private static LocalDateTime readDateTime(DataInput in) throws IOException {
    return LocalDateTime.ofEpochSecond(in.readLong(), in.readInt(), ZoneOffset.UTC);
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * UTF-8, which has no form for single halves of surrogate pairs. Texts with such halves, which
   * JSON and databases can hold, are written char by char behind a negative length.
   */
  private static void writeText(DataOutput out, String text) throws IOException {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    } else {
      out.writeInt(-text.length());
      out.writeChars(text);
    }
  }

  private static String readText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length >= 0) {
      return new String(readBytes(in, length), StandardCharsets.UTF_8);
    }
    if (length < -Integer.MAX_VALUE / Character.BYTES) {
      throw new StreamCorruptedException("a text of length " + length);
    }
    byte[] chars = readBytes(in, -length * Character.BYTES);
    return ByteBuffer.wrap(chars).asCharBuffer().toString();
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    return readBytes(in, in.readInt());
  }

  /** Makes room as the bytes arrive: what is broken may say any length. */
  private static byte[] readBytes(DataInput in, int length) throws IOException {
    if (length < 0) {
      throw new StreamCorruptedException(length + " bytes");
    }
    byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
    in.readFully(bytes);
    while (bytes.length < length) {
      int there = bytes.length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * there));
      in.readFully(bytes, there, bytes.length - there);
    }
    return bytes;
  }
}
