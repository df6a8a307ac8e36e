package org.syncline.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.RowKey;

/** The rows that the golden vectors carry. */
final class SampleRows {
  /** 48 bytes, as in the vectors. */
  static final String BLOB = "yO0SN1yBpsvwFTpfhKnO8xg9Yoes0fYbQGWKr9T5HkNojbLX/CFGa5C12v8kSW6T";

  /** 1304665689000 ms. */
  static final LocalDateTime CREATED = LocalDateTime.of(2011, 5, 6, 7, 8, 9);

  static final List<String> AWKWARD_NAMES =
      List.of(
          "",
          " ",
          "  lead and trail  ",
          "q\" b\\ s/ <lt> &amp; 'apos'",
          "tab\there cr\rhere lf\nhere crlf\r\nend",
          "Zażółć Ωμέγα 漢字",
          "grin \ud83d\ude00 done",
          "ls\u2028 ps\u2029 nbsp\u00a0 bom\ufeff.");

  private SampleRows() {}

  static UUID guid(long low) {
    return new UUID(0, low);
  }

  static Row tag(int id, String name) {
    return new Row(Sample.TAG, id, name);
  }

  /** An item of list 1 without description, priority and start. */
  static Row item(long id, String name) {
    return new Row(Sample.ITEM, guid(id), guid(1), name, null, null, null, CREATED);
  }

  /** An item of list 1 with priority 2 that starts when it was created. */
  static Row startedItem(long id, String name) {
    return new Row(Sample.ITEM, guid(id), guid(1), name, null, 2, CREATED, CREATED);
  }

  static Row mapping(int tag, long item) {
    return new Row(Sample.MAPPING, tag, guid(item), guid(9));
  }

  static Row customer(String code) {
    return new Row(Sample.CUSTOMER, code, "n");
  }

  static Change live(Row row) {
    return new Change.Live(row);
  }

  static Change gone(Row row) {
    return new Change.Tombstone(row.key());
  }

  static Change gone(RowKey key) {
    return new Change.Tombstone(key);
  }

  /** Vector 03; JSON carries its DateTime in milliseconds only. */
  static Row everyType(boolean milliseconds) {
    LocalDateTime reading = LocalDateTime.of(2019, 3, 4, 5, 6, 7, 890_123_400);
    return new Row(
        Sample.ALL_TYPES,
        guid(3),
        true,
        (short) 200,
        (byte) -100,
        (short) -12345,
        123_456_789,
        1_234_567_890_123_456_789L,
        3.14159f,
        2.718281828459045,
        new BigDecimal("1234.5000"),
        "Oak shelf (58 cm)",
        UUID.fromString("abcdef01-2345-6789-abcd-ef0123456789"),
        new byte[] {0, 1, 2, (byte) 0xfa, (byte) 0xfb, (byte) 0xfc, (byte) 0xfd, (byte) 0xfe, -1},
        milliseconds ? reading.withNano(890_000_000) : reading,
        reading.atOffset(ZoneOffset.ofHoursMinutes(5, 30)),
        Duration.ofHours(13).plusMinutes(14).plusSeconds(15).plusNanos(16_123_400),
        false,
        (short) 7,
        (byte) -7,
        (short) 16,
        32,
        64L,
        0.5f,
        1e-10,
        new BigDecimal("0.10"),
        guid(0xabc),
        LocalDateTime.of(1999, 12, 31, 23, 59, 59, 999_000_000),
        OffsetDateTime.of(1999, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC),
        Duration.ofMinutes(90));
  }

  /** Vector 04: what may be null is null, the rest is zero. */
  static Row nulls() {
    Object[] values = new Object[Sample.ALL_TYPES.width()];
    LocalDateTime first = LocalDateTime.of(1, 1, 1, 0, 0);
    values[0] = guid(4);
    values[1] = false;
    values[2] = (short) 0;
    values[3] = (byte) 0;
    values[4] = (short) 0;
    values[5] = 0;
    values[6] = 0L;
    values[7] = 0f;
    values[8] = 0d;
    values[9] = BigDecimal.ZERO;
    values[11] = guid(0);
    values[13] = first;
    values[14] = first.atOffset(ZoneOffset.UTC);
    values[15] = Duration.ZERO;
    return new Row(Sample.ALL_TYPES, values);
  }
}
