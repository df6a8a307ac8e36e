package org.syncline.store.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.persistence.tools.weaving.jpa.StaticWeaveProcessor;

/** Loads the classes of one package in a woven copy, everything else as usual. */
final class WovenClasses extends URLClassLoader {
  private static final String PACKAGE = "org.syncline.store.jpa.kinds.";
  private static final String UNITS = "META-INF/persistence.xml";

  private WovenClasses(Path woven) throws IOException {
    super(new URL[] {woven.toUri().toURL()}, WovenClasses.class.getClassLoader());
  }

  /** Weaves as the build does for the classes of a WAR. */
  static WovenClasses in(Path directory) throws Exception {
    Path plain = Files.createDirectories(directory.resolve("plain"));
    Path woven = Files.createDirectories(directory.resolve("woven"));
    Path classes = Path.of(WovenClasses.class.getResource("/" + UNITS).toURI()).resolve("../..");
    copy(classes.normalize(), UNITS, plain);
    Path folder = classes.normalize().resolve(PACKAGE.replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        copy(classes.normalize(), classes.normalize().relativize(file).toString(), plain);
      }
    }
    StaticWeaveProcessor weaver =
        new StaticWeaveProcessor(plain.toUri().toURL(), woven.toUri().toURL());
    weaver.setPersistenceInfo(plain.toUri().toURL());
    weaver.setClassLoader(
        new URLClassLoader(new URL[] {plain.toUri().toURL()}, WovenClasses.class.getClassLoader()));
    weaver.performWeaving();
    return new WovenClasses(woven);
  }

  private static void copy(Path from, String name, Path to) throws IOException {
    Path target = to.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = Files.newInputStream(from.resolve(name))) {
      Files.copy(in, target);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(UNITS)
        ? Collections.enumeration(List.of(findResource(name)))
        : super.getResources(name);
  }
}
