#!/usr/bin/env bash
# Measures what synchronisation costs the programs that write to the database, and how soon devices see what they wrote:
# four writers on a table that is tracked, beside the server, and the same ones on a table that is not, in turns; then the
# time from a commit to the end of the download that brings it, without and with a transaction that stays open for 5 s.
#
#   src/bench/writers.sh [database] [seconds]       H2, POSTGRES or MARIADB; H2 and 5 s a turn unless told otherwise
#
# Uses what `mvn package` built, and builds it when it is not there.
set -euo pipefail
source "$(dirname "$0")/with-servers.sh"
run Writers "${1:-H2}" "${2:-5}"
