/**
 * The application's own code in uploads and downloads: annotations for methods of its beans, and
 * what these methods are given. They carry the names that services of the Sync Framework Toolkit
 * used (wire reference, section 21).
 */
package org.syncline.engine.intercept;
