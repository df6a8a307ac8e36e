package org.syncline.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Bodies of uploads that must be refused as a whole. Most begin with a row that is good. */
final class BadBodies {
  private static final int OVER_THE_LIMIT = 17 << 20;
  private static final String TAG_OF_ITEM = "DefaultScope.TagItemMapping";

  private BadBodies() {}

  /** What is sent, and the status that it must get. */
  static final class Case {
    final String name;
    final int status;
    final byte[] body;
    final boolean chunked;
    final List<String> headers;

    Case(String name, int status, byte[] body, boolean chunked, String... headers) {
      this.name = name;
      this.status = status;
      this.body = body;
      this.chunked = chunked;
      this.headers = List.of(headers);
    }
  }

  static byte[] goodJson(UUID user) {
    return feed("", row("List", "t1", "\"ID\":\"" + UUID.randomUUID() + "\"", user))
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] goodAtom(UUID user) {
    return atomFeed(entry("List", "<sync:tempId>t1</sync:tempId>", UUID.randomUUID(), user))
        .getBytes(StandardCharsets.UTF_8);
  }

  static List<Case> json(UUID user) {
    String list = row("List", "t1", "\"ID\":\"" + UUID.randomUUID() + "\"", user);
    String key = "\"ID\":\"" + UUID.randomUUID() + "\"";
    List<Case> cases = new ArrayList<>();
    bad(cases, "cut", feed("", list).substring(0, 150));
    bad(cases, "cut before the last brace", feed("", list).replaceFirst("}$", ""));
    bad(cases, "no JSON", "nonsense");
    bad(cases, "an array", "[" + list + "]");
    bad(cases, "single quotes", feed("", list).replace('"', '\''));
    bad(cases, "a comment", feed("", list + "/* more */"));
    bad(cases, "a byte order mark", "\uFEFF" + feed("", list));
    bad(cases, "a control character", feed("", list.replace("Weekend", "Week\u0001end")));
    bad(cases, "no metadata", feed("", list + ",{" + key + "}"));
    bad(cases, "no type", feed("", list + ",{" + key + ",\"__metadata\":{\"tempId\":\"t2\"}}"));
    bad(cases, "unknown type", feed("", list + "," + row("Lost", "t2", key, user)));
    bad(cases, "type in another case", feed("", list + "," + row("LIST", "t2", key, user)));
    bad(cases, "no key", feed("", list + "," + row("List", "t2", "\"Description\":null", user)));
    bad(cases, "null key", feed("", list + "," + row("List", "t2", "\"ID\":null", user)));
    bad(cases, "key of another type", feed("", list + "," + row("List", "t2", "\"ID\":7", user)));
    bad(
        cases,
        "text for a number",
        feed("", list + "," + row("Item", "t2", key + ",\"Priority\":\"high\"", user)));
    bad(
        cases,
        "fraction for a whole number",
        feed("", list + "," + row("Item", "t2", key + ",\"Priority\":1.5", user)));
    bad(
        cases,
        "number out of range",
        feed("", list + "," + row("Item", "t2", key + ",\"Priority\":99999999999", user)));
    bad(
        cases,
        "text for a date",
        feed("", list + "," + row("Item", "t2", key + ",\"StartDate\":\"yesterday\"", user)));
    bad(
        cases,
        "object for a value",
        feed("", list + "," + row("Item", "t2", key + ",\"Description\":{\"a\":1}", user)));
    String owned = key + ",\"UserID\":\"" + user + "\"";
    String typed = "\"__metadata\":{\"type\":\"DefaultScope.List\"}";
    bad(cases, "neither id nor tempId", feed("", list + ",{" + owned + "," + typed + "}"));
    bad(cases, "tempId twice", feed("", list + "," + row("List", "t1", key, user)));
    bad(
        cases,
        "key twice",
        feed("", row("List", "t1", key, user) + "," + row("List", "t2", key, user)));
    bad(cases, "a member twice", feed("", row("List", "t1", key + "," + key, user)));
    bad(cases, "deletion without id", feed("", list + "," + gone("")));
    bad(cases, "deletion of nonsense", feed("", list + "," + gone("http://x/List(ID=7)")));
    bad(
        cases,
        "deletion of another type",
        feed("", list + "," + gone("http://x/Item(ID=guid'" + UUID.randomUUID() + "')")));
    bad(cases, "part of a key", feed("", list + "," + mapping(user)));
    bad(cases, "a depth bomb", "{\"d\":{\"x\":" + "[".repeat(200_000));
    bad(cases, "a deep value", feed("", list + ",{\"a\":" + "{\"a\":".repeat(5_000)));
    bad(cases, "an endless number", feed("", "{\"ID\":" + "9".repeat(100_000) + "}"));
    add(cases, "an altered blob", 404, feed("AU1eWnhfUSzIM9wUSI4fpVve8cEocYKea5v1qM7u2496", list));
    add(cases, "a blob that is no base64", 404, feed("?!", list));
    return cases;
  }

  static List<Case> atom(UUID user) {
    String entry = entry("List", "<sync:tempId>t1</sync:tempId>", UUID.randomUUID(), user);
    List<Case> cases = new ArrayList<>();
    bad(cases, "cut", atomFeed(entry).substring(0, 400));
    bad(cases, "no XML", "nonsense");
    bad(cases, "another root", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>");
    bad(cases, "unbalanced", atomFeed(entry + "<entry>"));
    bad(cases, "unbound prefix", atomFeed(entry + "<x:entry/>"));
    bad(cases, "a DTD", "<!DOCTYPE feed []>" + atomFeed(entry));
    bad(
        cases,
        "a file as entity",
        "<!DOCTYPE feed [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + atomFeed(entry.replace("Weekend", "&e;")));
    bad(cases, "a billion laughs", laughs() + atomFeed(entry.replace("Weekend", "&i;")));
    bad(cases, "an unknown entity", atomFeed(entry.replace("Weekend", "&auml;")));
    bad(cases, "no category", atomFeed(entry + entry.replaceAll("<category[^>]*>", "")));
    bad(
        cases,
        "unknown type",
        atomFeed(entry + entry("Lost", "<sync:tempId>t2</sync:tempId>", UUID.randomUUID(), user)));
    bad(
        cases,
        "neither id nor tempId",
        atomFeed(entry + entry("List", "", UUID.randomUUID(), user)));
    bad(
        cases,
        "tempId twice",
        atomFeed(entry + entry("List", "<sync:tempId>t1</sync:tempId>", UUID.randomUUID(), user)));
    bad(cases, "key twice", atomFeed(entry + entry.replace("t1", "t2")));
    bad(
        cases,
        "bad date",
        atomFeed(entry.replace("2026-01-02T03:04:05.0000000", "2026-02-30T00:00:00.0000000")));
    bad(
        cases,
        "deletion without id",
        atomFeed(
            entry
                + "<at:deleted-entry><ref/><sync:category>DefaultScope.List</sync:category>"
                + "</at:deleted-entry>"));
    bad(cases, "a depth bomb", atomFeed("<a>".repeat(100_000)));
    bad(cases, "many attributes", atomFeed("<entry " + attributes(50_000) + "/>"));
    return cases;
  }

  /** Compressed, too large, or both. */
  static List<Case> encoded(UUID user) throws IOException {
    byte[] good = goodJson(user);
    byte[] zipped = HttpSurfaceIT.zip(good);
    byte[] large = new byte[OVER_THE_LIMIT];
    Arrays.fill(large, (byte) ' ');
    large[0] = '{';
    String gzip = "Content-Encoding: gzip";
    return List.of(
        new Case("too large", 413, large, false),
        new Case("too large in chunks", 413, large, true),
        new Case("a gzip bomb", 413, HttpSurfaceIT.zip(large), false, gzip),
        new Case("a gzip bomb in chunks", 413, HttpSurfaceIT.zip(large), true, gzip),
        new Case("gzip cut", 400, Arrays.copyOf(zipped, zipped.length - 20), false, gzip),
        new Case(
            "gzip without its trailer", 400, Arrays.copyOf(zipped, zipped.length - 8), false, gzip),
        new Case("not gzip", 400, good, false, gzip),
        new Case("deflate", 415, good, false, "Content-Encoding: deflate"),
        new Case("gzip twice", 415, good, false, "Content-Encoding: gzip, gzip"));
  }

  private static void bad(List<Case> cases, String name, String body) {
    add(cases, name, 400, body);
  }

  private static void add(List<Case> cases, String name, int status, String body) {
    cases.add(new Case(name, status, body.getBytes(StandardCharsets.UTF_8), false));
  }

  private static String feed(String blob, String results) {
    return "{\"d\":{\"__sync\":{\"moreChangesAvailable\":false,\"serverBlob\":\""
        + blob
        + "\"},\"results\":["
        + results
        + "]}}";
  }

  private static String row(String type, String tempId, String members, UUID user) {
    return "{\"__metadata\":{\"tempId\":\""
        + tempId
        + "\",\"uri\":\"\",\"type\":\"DefaultScope."
        + type
        + "\"},"
        + members
        + ",\"Name\":\"Weekend\",\"UserID\":\""
        + user
        + "\",\"CreatedDate\":\"\\/Date(1735689600000)\\/\"}";
  }

  private static String gone(String id) {
    return "{\"__metadata\":{\"uri\":\""
        + id
        + "\",\"type\":\"DefaultScope.List\",\"isDeleted\":true}}";
  }

  private static String mapping(UUID user) {
    return "{\"__metadata\":{\"tempId\":\"t2\",\"uri\":\"\",\"type\":\""
        + TAG_OF_ITEM
        + "\"},\"TagID\":1,\"UserID\":\""
        + user
        + "\"}";
  }

  private static String atomFeed(String entries) {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\""
        + " xmlns:d=\"http://schemas.microsoft.com/ado/2007/08/dataservices\""
        + " xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\""
        + " xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""
        + " xmlns:sync=\"http://odata.org/sync/v1\"><sync:serverBlob/>"
        + entries
        + "</feed>";
  }

  private static String entry(String type, String tempId, UUID id, UUID user) {
    return "<entry>"
        + tempId
        + "<id/><category term=\"DefaultScope."
        + type
        + "\"/><content><m:properties><d:ID>"
        + id
        + "</d:ID><d:Name>Weekend</d:Name><d:UserID>"
        + user
        + "</d:UserID><d:CreatedDate>2026-01-02T03:04:05.0000000</d:CreatedDate>"
        + "</m:properties></content></entry>";
  }

  private static String laughs() {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE feed [<!ENTITY a \"ha\">");
    for (char c = 'b'; c <= 'i'; c++) {
      String last = "&" + (char) (c - 1) + ";";
      dtd.append("<!ENTITY ").append(c).append(" \"").append(last.repeat(10)).append("\">");
    }
    return dtd.append("]>").toString();
  }

  private static String attributes(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(" a").append(i).append("=''");
    }
    return text.toString();
  }
}
