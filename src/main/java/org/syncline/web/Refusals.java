package org.syncline.web;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.tenant.DatabaseBusy;

/**
 * Turns whatever went wrong into an answer: the status, and a body in the format that the caller
 * asked for (wire reference, section 17). Nothing of the server's inside gets out.
 */
final class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class.getName());
  private static final String RETRY_AFTER_SECONDS = "1";

  /**
   * What makes one known client drop its copy, or send everything again, wherever it stands in the
   * body of a refusal (wire reference, sections 17 and 25). Refusals repeat pieces of requests.
   */
  private static final List<String> ALARMS =
      List.of(
          SyncException.UNKNOWN_REPLICA_TEXT,
          "Cannot find a valid scope with the name",
          "00-00-00-05-00-00-00-00-00-00-00-01");

  private final AnswerFormats formats;

  Refusals(AnswerFormats formats) {
    this.formats = formats;
  }

  Reply of(Throwable fault, HttpCall call) {
    if (fault instanceof MethodNotAllowedException notAllowed) {
      return refusal(notAllowed, call).with("Allow", notAllowed.allow());
    }
    if (fault instanceof SyncException refused && refused.code() != ErrorCode.INTERNAL) {
      return headers(refused.code(), refusal(refused, call));
    }
    if (fault instanceof NotAllowedException) {
      return of(new MethodNotAllowedException(call.method(), Router.allowed(call.path())), call);
    }
    if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return ofStatus(web.getResponse().getStatus(), call);
    }
    if (DatabaseBusy.causes(fault)) {
      return of(
          new SyncException(
              ErrorCode.BUSY, "the database is busy; send the same request again", fault),
          call);
    }
    return incident(fault, call);
  }

  /** What the server refuses by itself, with no more to say than the status. */
  Reply ofStatus(int status, HttpCall call) {
    if (status >= 500) {
      return incident(new IllegalStateException("the server answered " + status), call);
    }
    Response.Status known = Response.Status.fromStatusCode(status);
    String reason = known == null ? "the request is refused" : known.getReasonPhrase();
    return Reply.of(status, formats.refusal(call).error(reason));
  }

  private Reply refusal(SyncException refused, HttpCall call) {
    String text =
        refused.code() == ErrorCode.UNKNOWN_REPLICA
            ? refused.getMessage()
            : withoutAlarms(refused.getMessage());
    return Reply.of(refused.code().status(), formats.refusal(call).error(text));
  }

  private static String withoutAlarms(String message) {
    String text = message;
    for (String alarm : ALARMS) {
      text = text.replace(alarm, "...");
    }
    return text;
  }

  private static Reply headers(ErrorCode code, Reply reply) {
    return switch (code) {
      case BUSY -> reply.with("Retry-After", RETRY_AFTER_SECONDS);
      case TOO_SLOW -> reply.with("Connection", "close"); // the rest of the body is not waited for
      case UNSUPPORTED_ENCODING -> reply.with("Accept-Encoding", "gzip");
      default -> reply;
    };
  }

  /** The log has the whole story under the id that the caller is given. */
  private Reply incident(Throwable fault, HttpCall call) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    LOG.log(
        Level.SEVERE, fault, () -> "incident " + id + " at " + call.method() + " " + call.path());
    return Reply.of(
        ErrorCode.INTERNAL.status(),
        formats
            .refusal(call)
            .error("Internal Server Error; the server's log tells more about incident " + id));
  }
}
