#!/usr/bin/env bash
# Measures what each gzip level costs and saves on one answer: bytes, and the median time of 30 runs on one thread.
#
#   src/bench/gzip.sh FILE          a download answer, kept for instance with: curl ... -o answer.json
set -euo pipefail
[ "$#" -eq 1 ] && [ -f "$1" ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
exec java "$(dirname "$0")/java/org/syncline/bench/GzipLevels.java" "$1"
