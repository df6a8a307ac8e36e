package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.persistence.descriptors.changetracking.ChangeTracker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes as the build weaves them, which tell EclipseLink of changes in their own way. */
class WovenEntityWriterTest extends EntityWriterContract {
  @TempDir static Path directory;
  private static WovenClasses woven;

  @AfterAll
  static void unload() throws Exception {
    woven.close();
    woven = null;
  }

  @Override
  ClassLoader classes() throws Exception {
    if (woven == null) {
      woven = WovenClasses.in(directory);
    }
    return woven;
  }

  /** Unwoven entities find changes by comparing, and EclipseLink then calls listeners for all. */
  @Test
  void does_not_touch_a_row_that_is_stored_as_sent() throws Exception {
    write(place(1), sheet(Map.of()));
    write(sheet(Map.of("heard", "inserted one")));
    assertThat(heard()).isEqualTo("inserted one");
  }

  @Test
  void does_not_touch_rows_that_are_only_referred_to() throws Exception {
    write(place(1), sheet(Map.of()), pair("first"));
    write(pair("second"));
    assertThat(heard()).isEqualTo("inserted one");
  }

  @Test
  void runs_on_woven_classes() throws Exception {
    assertThat(ChangeTracker.class)
        .isAssignableFrom(woven.loadClass("org.syncline.store.jpa.kinds.Sheet"));
  }
}
