package org.syncline.store.jpa.kinds;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Transient;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One attribute of each kind. */
@Entity
@SuppressWarnings("unused") // JPA uses them
public class Sheet extends Marked {
  @Id private UUID id;

  private boolean yes;
  private Boolean maybe;
  private Byte tiny;
  private short small;
  private Integer whole;
  private Long big;
  private Float single;
  private Double twice;

  @Column(precision = 20, scale = 4)
  private BigDecimal exact;

  @Column(length = 20)
  private String word;

  @Column(unique = true)
  private String sole;

  @Lob private String prose;
  @Lob private byte[] scan;
  private byte[] bytes;
  private UUID token;
  private LocalDateTime reading;

  @Column(name = "on_day")
  private LocalDate day;

  @Column(name = "at_time")
  private LocalTime time;

  private OffsetDateTime moment;
  private Timestamp stamp;

  @Enumerated(EnumType.STRING)
  private Color color;

  private Color shade;

  @Convert(converter = Money.InCents.class)
  private Money price;

  @Embedded
  @Valid
  @AttributeOverride(name = "high", column = @Column(name = "top"))
  private Span span;

  @NotNull
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "place")
  private Place place;

  @OneToOne
  @JoinColumn(name = "other")
  private Place other;

  @Transient private String forgotten;

  @Override
  String word() {
    return word;
  }
}
