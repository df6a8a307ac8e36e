package org.syncline.engine.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.Directions;
import org.syncline.engine.intercept.Interceptors.InterceptorBean;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Conflict;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Resolution;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;

class InterceptorsTest {
  private static final EntityType TAG = type("Tag");
  private static final EntityType NOTE = type("Note");
  private static final Scope SCOPE =
      new Scope("Main", "Main", List.of(table(0, TAG), table(1, NOTE)), List.of());
  private static final Service SERVICE =
      new Service("Notes", "notes", List.of(SCOPE), ConflictPolicy.CLIENT_WINS, 1024);

  /** What the interceptors of this test were called with. */
  private static final List<String> CALLS = new ArrayList<>();

  private static EntityType type(String name) {
    return new EntityType(
        "Main",
        name,
        List.of(
            new Property("ID", EdmType.INT32, false, true),
            new Property("Text", EdmType.STRING, true, false)));
  }

  private static ScopeTable table(int order, EntityType type) {
    return new ScopeTable(order, type, type.name(), List.of("ID", "TEXT"), List.of());
  }

  private static Interception begin(SyncOperations operation, Class<?>... beans) throws Exception {
    CALLS.clear();
    return interceptors(beans)
        .begin(
            SERVICE,
            SCOPE,
            operation,
            new SyncCallFacts("a=b", Map.of("X-Device", List.of("phone"))));
  }

  private static Interceptors interceptors(Class<?>... beans) throws Exception {
    List<InterceptorBean> all = new ArrayList<>();
    for (Class<?> bean : beans) {
      Object instance = bean.getConstructor().newInstance();
      all.add(new InterceptorBean(bean, () -> instance));
    }
    return Interceptors.of(all, List.of(SERVICE));
  }

  private static UploadedChange row(EntityType type, int id, String text, boolean insert) {
    Change change = new Change.Live(new Row(type, id, text));
    return new UploadedChange(change, insert ? "t" + id : null, insert);
  }

  /** One for each type in uploads, one for all of both operations. */
  public static class Typed {
    @SyncRequestInterceptor(scopes = "main", operations = SyncOperations.UPLOAD, type = "Tag")
    public void tags(SyncUploadRequestContext upload) {
      CALLS.add("tags " + upload.incomingChanges().stream().map(c -> c.get("Text")).toList());
      upload.incomingChanges().get(0).set("Text", "altered");
    }

    @SyncRequestInterceptor(scopes = "MAIN", operations = SyncOperations.UPLOAD, type = "Note")
    public void notes(SyncUploadRequestContext upload) {
      CALLS.add("notes " + upload.incomingChanges().stream().map(c -> c.key()).toList());
      upload.rejectChange(upload.incomingChanges().get(0), "no notes");
    }

    @SyncResponseInterceptor(scopes = "Main", operations = SyncOperations.UPLOAD, type = "Tag")
    public void storedTags(SyncUploadResponseContext upload) {
      CALLS.add("tags " + upload.outgoingChanges() + upload.conflicts().size());
    }

    @SyncResponseInterceptor(scopes = "Main", operations = SyncOperations.UPLOAD, type = "Note")
    public void storedNotes(SyncUploadResponseContext upload) {
      CALLS.add("notes " + upload.outgoingChanges() + upload.conflicts().size());
    }

    @SyncConflictInterceptor(scopes = "Main", type = "Tag")
    public Resolution conflict(SyncConflictContext conflict) {
      return new Resolution.Merge(((Change.Live) conflict.serverChange()).row());
    }
  }

  /** Of both operations, whatever the type. */
  public static class Any {
    @SyncRequestInterceptor(scopes = "Main")
    public void request(SyncContext call) {
      CALLS.add(
          call.operation()
              + " "
              + call.serviceName()
              + "/"
              + call.scopeName()
              + "?"
              + call.queryString()
              + " "
              + call.requestHeaders().get("x-device"));
    }

    @SyncResponseInterceptor(scopes = "Main", operations = SyncOperations.DOWNLOAD)
    public void batch(SyncDownloadResponseContext download) {
      CALLS.add(download.outgoingChanges().size() + " " + download.isLastBatch());
      download.setResponseHeader("X-Rows", "" + download.outgoingChanges().size());
    }

    @SyncConflictInterceptor(scopes = "Main")
    public Resolution conflict(SyncConflictContext conflict) {
      return null;
    }
  }

  @Test
  void s21_typed_ones_see_their_type_and_may_alter_and_reject() throws Exception {
    Interception interception = begin(SyncOperations.UPLOAD, Typed.class);
    Directions directions =
        interception.request(
            List.of(row(NOTE, 1, "n", true), row(TAG, 2, "t", true), row(TAG, 3, "u", false)));
    assertThat(CALLS)
        .containsExactly("notes [" + new Row(NOTE, 1, null).key() + "]", "tags [t, u]");
    assertThat(directions.rejected()).containsExactly(Map.entry(0, "no notes"));
    assertThat(directions.changes().toString()).contains("altered", "u", "n").doesNotContain("t]");
  }

  @Test
  void s21_answers_come_types_of_inserts_first() throws Exception {
    Interception interception = begin(SyncOperations.UPLOAD, Typed.class);
    Change note = new Change.Live(new Row(NOTE, 1, "n"));
    interception.response(
        List.of(
            new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, note, note),
            new UploadOutcome.Inserted(new Row(TAG, 2, "t")),
            new UploadOutcome.Accepted()));
    assertThat(CALLS).containsExactly("tags [Tag[2, t]]0", "notes []1");
  }

  @Test
  void s21_conflicts_are_settled_or_left_to_the_strategy() throws Exception {
    Conflict tags =
        new Conflict(
            new Change.Live(new Row(TAG, 2, "mine")),
            new Change.Live(new Row(TAG, 2, "theirs")),
            Optional.empty());
    Directions typed = begin(SyncOperations.UPLOAD, Typed.class).request(List.of());
    assertThat(typed.conflicts().resolve(tags))
        .contains(new Resolution.Merge(new Row(TAG, 2, "theirs")));
    Directions untyped = begin(SyncOperations.UPLOAD, Any.class).request(List.of());
    assertThat(untyped.conflicts().resolve(tags)).isEmpty();
  }

  @Test
  void s21_both_operations_are_told_of_the_call_and_may_set_headers() throws Exception {
    Interception download = begin(SyncOperations.DOWNLOAD, Any.class);
    download.request();
    assertThat(download.looksAtBatches()).isTrue();
    download.response(List.of(new Change.Live(new Row(TAG, 2, "t"))), true);
    assertThat(CALLS).containsExactly("DOWNLOAD Notes/Main?a=b [phone]", "1 true");
    assertThat(download.responseHeaders()).containsExactly(Map.entry("X-Rows", "1"));

    Interception upload = begin(SyncOperations.UPLOAD, Any.class);
    upload.request(List.of());
    assertThat(upload.looksAtBatches()).isFalse();
    assertThat(CALLS).containsExactly("UPLOAD Notes/Main?a=b [phone]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "content-type", "Transfer-Encoding", "X Y", "", "X:"})
  void headers_of_the_protocol_are_not_theirs(String name) {
    SyncContext context =
        new SyncContext(
            SERVICE, SCOPE, SyncOperations.UPLOAD, new SyncCallFacts("", Map.of()), Map.of());
    assertThatThrownBy(() -> context.setResponseHeader(name, "v"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.setResponseHeader("X-Good", "v\r\nSet-Cookie: a=b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keys_unknown_properties_and_other_classes_cannot_be_set() {
    IncomingChange change = new IncomingChange(row(TAG, 1, "t", true));
    assertThatThrownBy(() -> change.set("ID", 2)).hasMessageContaining("part of the key");
    assertThatThrownBy(() -> change.set("Txt", "x")).hasMessageContaining("no property 'Txt'");
    assertThatThrownBy(() -> change.set("Text", 1)).hasMessageContaining("takes String");
    assertThat(change.change()).isEqualTo(row(TAG, 1, "t", true).change());
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of(AnyScope.class, "name the scopes one by one"),
        Arguments.of(NoScope.class, "names no scope"),
        Arguments.of(UnknownScope.class, "is for scope 'Mian', which does not exist"),
        Arguments.of(UnknownService.class, "of service 'Nots', which does not exist"),
        Arguments.of(UnknownType.class, "is for type 'Tga', which scope 'Main' does not have"),
        Arguments.of(TypedDownload.class, "requests for downloads have no rows yet"),
        Arguments.of(WrongParameter.class, "must take one parameter, of [SyncUploadRequestContext"),
        Arguments.of(WrongResult.class, "must return Resolution"),
        Arguments.of(Hidden.class, "must be a public method"),
        Arguments.of(Twice.class, "only one can be"),
        Arguments.of(TypedAndUntyped.class, "only one of them can be"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void s21_what_cannot_work_stops_the_start(Class<?> bean, String why) {
    assertThatThrownBy(() -> interceptors(bean))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Syncline does not start: the interceptor ")
        .hasMessageContaining(bean.getName())
        .hasMessageContaining(why);
  }

  public static class AnyScope {
    @SyncRequestInterceptor(scopes = "*")
    public void all(SyncContext call) {}
  }

  public static class NoScope {
    @SyncRequestInterceptor(scopes = {})
    public void none(SyncContext call) {}
  }

  public static class UnknownScope {
    @SyncResponseInterceptor(scopes = {"Main", "Mian"})
    public void misspelt(SyncContext call) {}
  }

  public static class UnknownService {
    @SyncResponseInterceptor(scopes = "Main", service = "Nots")
    public void misspelt(SyncContext call) {}
  }

  public static class UnknownType {
    @SyncConflictInterceptor(scopes = "Main", type = "Tga")
    public Resolution misspelt(SyncConflictContext conflict) {
      return null;
    }
  }

  public static class TypedDownload {
    @SyncRequestInterceptor(scopes = "Main", type = "Tag")
    public void tooEarly(SyncContext call) {}
  }

  public static class WrongParameter {
    @SyncRequestInterceptor(scopes = "Main", operations = SyncOperations.UPLOAD)
    public void wrong(SyncUploadResponseContext call) {}
  }

  public static class WrongResult {
    @SyncConflictInterceptor(scopes = "Main")
    public boolean wrong(SyncConflictContext conflict) {
      return true;
    }
  }

  public static class Hidden {
    @SyncRequestInterceptor(scopes = "Main")
    void hidden(SyncContext call) {}
  }

  public static class Twice {
    @SyncRequestInterceptor(scopes = "Main")
    public void one(SyncContext call) {}

    @SyncRequestInterceptor(scopes = "main", operations = SyncOperations.DOWNLOAD)
    public void other(SyncContext call) {}
  }

  public static class TypedAndUntyped {
    @SyncConflictInterceptor(scopes = "Main")
    public Resolution all(SyncConflictContext conflict) {
      return null;
    }

    @SyncConflictInterceptor(scopes = "Main", type = "Tag")
    public Resolution tags(SyncConflictContext conflict) {
      return null;
    }
  }
}
