package org.syncline.store.jpa.kinds;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A value of the application's own, kept as cents. */
public record Money(long cents) {

  /** Refuses debts. */
  @Converter
  public static class InCents implements AttributeConverter<Money, Long> {
    @Override
    public Long convertToDatabaseColumn(Money money) {
      return money == null ? null : money.cents();
    }

    @Override
    public Money convertToEntityAttribute(Long cents) {
      if (cents != null && cents < 0) {
        throw new IllegalArgumentException("negative");
      }
      return cents == null ? null : new Money(cents);
    }
  }
}
