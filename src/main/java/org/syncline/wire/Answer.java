package org.syncline.wire;

import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;

/** An uploaded change with what became of it. */
public record Answer(UploadedChange change, UploadOutcome outcome) {}
