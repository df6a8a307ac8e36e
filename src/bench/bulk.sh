#!/usr/bin/env bash
# Measures what one statement that changes very many rows does to others: how much longer it takes than on a table that is not
# tracked, how long other writers wait while its changes are numbered, how long a download takes meanwhile, and
# when the last change has arrived.
#
#   src/bench/bulk.sh [database] [rows]             H2, POSTGRES or MARIADB; H2 and 1000000 unless told otherwise
#
# Uses what `mvn package` built, and builds it when it is not there.
set -euo pipefail
source "$(dirname "$0")/with-servers.sh"
run BulkChange "${1:-H2}" "${2:-1000000}"
