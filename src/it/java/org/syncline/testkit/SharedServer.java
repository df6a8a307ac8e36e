package org.syncline.testkit;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link LiveServer} to tests that ask for one: always the same, started for the first of
 * them and closed after the last test of the run. Its batches are small and clients win conflicts.
 * Tests keep apart by using users of their own.
 */
public final class SharedServer implements ParameterResolver {
  /** Small enough that a few dozen rows take several batches. */
  public static final int BATCH_BYTES = 4096;

  /** In the {@code User-Agent} of clients to which errors are told as conflicts. */
  public static final String CANNOT_READ_ERRORS = "OldPhone";

  private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LiveServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("server", key -> start(), LiveServer.class);
  }

  private static LiveServer start() {
    try {
      return LiveServer.start(
          settings ->
              settings
                  .property(
                      "syncline.services.DefaultScopeSyncService.batch-bytes",
                      String.valueOf(BATCH_BYTES))
                  .property("syncline.row-errors.as-conflicts-for", CANNOT_READ_ERRORS));
    } catch (IOException e) {
      throw new AssertionError("the shared server could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the shared server started", e);
    }
  }
}
