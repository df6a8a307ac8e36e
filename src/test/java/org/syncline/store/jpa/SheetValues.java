package org.syncline.store.jpa;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What {@link EntityWriterContract} writes into the columns of a sheet. */
final class SheetValues {
  static final UUID SHEET = UUID.fromString("0a000000-0000-0000-0000-000000000001");

  /** Two values for each column; the second of a nullable column is also tried as null. */
  static final Map<String, List<Object>> OF =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("YES", List.of(true, false)),
              Map.entry("MAYBE", List.of(false, true)),
              Map.entry("TINY", List.of((byte) -128, (byte) 127)),
              Map.entry("SMALL", List.of((short) -1, (short) 32767)),
              Map.entry("WHOLE", List.of(1, Integer.MIN_VALUE)),
              Map.entry("BIG", List.of(1L, Long.MIN_VALUE)),
              Map.entry("SINGLE", List.of(1.5f, Float.MAX_VALUE)),
              Map.entry("TWICE", List.of(1.5, Double.MIN_VALUE)),
              Map.entry("EXACT", List.of(new BigDecimal("1.5000"), new BigDecimal("-0.0001"))),
              Map.entry("WORD", List.of("one", "zwölf 🙂 \"'\\")),
              Map.entry("SOLE", List.of("a", "b")),
              Map.entry("PROSE", List.of("long", "x".repeat(100_000))),
              Map.entry("SCAN", List.of(new byte[] {1}, new byte[] {0, -1, 2})),
              Map.entry("BYTES", List.of(new byte[] {}, new byte[] {5})),
              Map.entry(
                  "TOKEN", List.of(SHEET, UUID.fromString("ffffffff-0000-0000-8000-0000000000ff"))),
              // the second is an hour that some time zones do not have, before there were any
              Map.entry(
                  "READING",
                  List.of(
                      LocalDateTime.parse("2019-03-31T02:30:00.123456"),
                      LocalDateTime.parse("0001-01-01T00:00"))),
              Map.entry(
                  "on_day",
                  List.of(
                      LocalDateTime.parse("2019-03-31T00:00"),
                      LocalDateTime.parse("0001-01-01T00:00"))),
              Map.entry(
                  "at_time",
                  List.of(Duration.ZERO, Duration.ofHours(23).plusMinutes(59).plusSeconds(59))),
              Map.entry(
                  "MOMENT",
                  List.of(
                      OffsetDateTime.parse("2019-03-31T02:30:00+05:30"),
                      OffsetDateTime.parse("1960-01-01T00:00:00.123456Z"))),
              Map.entry(
                  "STAMP",
                  List.of(
                      LocalDateTime.parse("2019-03-04T05:06:07.123456"),
                      LocalDateTime.parse("1970-01-02T00:00"))),
              Map.entry("COLOR", List.of("RED", "GREEN")),
              Map.entry("SHADE", List.of(0, 1)),
              Map.entry("PRICE", List.of(0L, 1999L)),
              Map.entry("LOW", List.of(0, 7)),
              Map.entry("top", List.of(5, 9)),
              Map.entry("place", List.of(1L, 2L)),
              Map.entry("other", List.of(1L, 3L))));

  private SheetValues() {}
}
