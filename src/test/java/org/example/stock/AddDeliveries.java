package org.example.stock;

import org.syncline.model.Change;
import org.syncline.scope.Conflict;
import org.syncline.scope.ConflictMerger;
import org.syncline.scope.Resolution;

/** Amounts are added: what the device delivered comes on top of what the server has. */
public class AddDeliveries implements ConflictMerger {
  @Override
  public Resolution resolve(Conflict conflict) {
    if (conflict.client() instanceof Change.Live client
        && conflict.server() instanceof Change.Live server
        && conflict.base().isPresent()) {
      int amount = client.row().type().positionOf("Amount");
      int delivered = (int) client.row().value(amount) - (int) conflict.base().get().value(amount);
      int now = (int) server.row().value(amount) + delivered;
      return new Resolution.Merge(server.row().with(amount, now));
    }
    return new Resolution.ServerWins();
  }
}
