package org.syncline.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;
import org.syncline.tenant.DirectoryCheck;
import org.syncline.wire.Formats;
import org.syncline.wire.Payload;

/** Who is shown the diagnostics of a service, and what is in them: no secrets, whoever asks. */
final class Diagnostics {
  private final WebSettings settings;
  private final AnswerFormats formats;
  private final RowErrors rowErrors;
  private final Interceptors interceptors;
  private final List<DiagnosticsGuard> guards;

  Diagnostics(
      WebSettings settings,
      AnswerFormats formats,
      RowErrors rowErrors,
      Interceptors interceptors,
      List<DiagnosticsGuard> guards) {
    this.settings = settings;
    this.formats = formats;
    this.interceptors = interceptors;
    this.rowErrors = rowErrors;
    this.guards = List.copyOf(guards);
  }

  /**
   * @param home from the page to the landing page, ending in a slash
   * @throws SyncException UNKNOWN_SERVICE to those who may not see it; why is not told
   */
  Payload of(SyncCall call, HttpCall http, String home) {
    if (!settings.diag().serves(http)
        || !guards.stream().allMatch(g -> g.allows(caller(call, http)))) {
      throw new SyncException(
          ErrorCode.UNKNOWN_SERVICE, "the diagnostics page is switched off here");
    }
    List<Check> checks = new ArrayList<>(call.tenant().diagnose());
    checks.add(
        DirectoryCheck.of(
            "Temporary files",
            Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
            "where large bodies are received"));
    DiagReport report =
        new DiagReport(call.service(), checks, configuration(call), Callers.isLocal(http));
    return call.format() == Formats.JSON ? DiagJson.of(report) : new DiagPage(report).render(home);
  }

  private static DiagnosticsGuard.Caller caller(SyncCall call, HttpCall http) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(http.headers());
    return new DiagnosticsGuard.Caller(
        call.tenant().name(), call.service().name(), http.caller(), headers);
  }

  private Map<String, String> configuration(SyncCall call) {
    Service service = call.service();
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("Service", service.name());
    shown.put("Tenant", call.tenant().name().isEmpty() ? "default" : call.tenant().name());
    shown.put("Public address", settings.publicUrl());
    shown.put("Persistence unit", service.persistenceUnit());
    shown.put("Conflict policy", words(service.conflictPolicy()));
    shown.put("Default format", formats.of(service.name()).usual().mediaType());
    shown.put("Rows that cannot be stored", "told as " + rowErrors.formOf(service.name()));
    shown.put(
        "Verbose errors", "never: an answer names an incident, the server's log has the rest");
    List<String> intercepted = interceptors.descriptions(service);
    shown.put("Interceptors", intercepted.isEmpty() ? "none" : String.join("; ", intercepted));
    shown.put("Batch size", bytes(service.batchBytes()));
    shown.put("Batch directory", "none: a batch is made again from the blob that asks for it");
    shown.put("Largest request", bytes(settings.requestMaxBytes()));
    shown.put("Compression", "gzip level " + settings.gzipLevel());
    shown.put("Diagnostics for", words(settings.diag()));
    shown.put(
        "Java", Runtime.version() + ", heap up to " + bytes(Runtime.getRuntime().maxMemory()));
    return shown;
  }

  private static String bytes(long number) {
    return String.format(Locale.ROOT, "%,d bytes", number);
  }

  /** {@code CLIENT_WINS} reads {@code client wins}. */
  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
