package org.syncline.web;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which callers are on this machine. */
final class Callers {
  /** With these a proxy tells that it speaks for somebody else. */
  private static final Pattern OF_PROXIES =
      Pattern.compile(
          "forwarded|via|x-forwarded-.*|x-original-.*|x-real-ip|x-client-ip|x-cluster-client-ip"
              + "|cf-connecting-ip|true-client-ip|fastly-client-ip");

  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

  private Callers() {}

  /**
   * Whether a request was made on this machine, and not just passed on from here: it names this
   * machine as such, which callers of a proxy do not, nor pages that point a name of theirs here.
   */
  static boolean isLocal(HttpCall call) {
    return call.caller() != null
        && call.headers().entrySet().stream().allMatch(h -> isOfLocal(h.getKey(), h.getValue()))
        && isOfThisMachine(call.caller());
  }

  private static boolean isOfLocal(String header, List<String> values) {
    String name = header.toLowerCase(Locale.ROOT);
    if (name.equals("host")) {
      return values.stream()
          .allMatch(v -> LOOPBACK_HOST.matcher(v.strip().toLowerCase(Locale.ROOT)).matches());
    }
    return !OF_PROXIES.matcher(name).matches();
  }

  private static boolean isOfThisMachine(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return parsed.isLoopbackAddress() || NetworkInterface.getByInetAddress(parsed) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  /** Whether an address leads callers to this machine only. */
  static boolean isLocalUrl(String url) {
    try {
      String host = new URI(url.strip()).getHost();
      return host != null && LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether nobody but this machine reaches a server that listens there. */
  static boolean isLoopback(String listen) {
    try {
      return !listen.isBlank() && InetAddress.getByName(listen.strip()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
