#!/usr/bin/env bash
# Measures first syncs of 100,000 rows against a server with 256 MB of heap, and what the database alone could do.
# Prints rows per second, bytes on the wire, heap after collection with and without the pages that the database keeps, and a
# verdict; exit code 1 if the heap without them grows.
#
#   src/bench/first-sync.sh [items] [repetitions]          100000 10 unless told otherwise
#
# Uses what `mvn package` built, and builds it when it is not there. Needs about 300 MB under target/bench.
set -euo pipefail
cd "$(dirname "$0")/../.."

war=$(echo target/syncline-*.war)
if [ ! -f "$war" ] || [ ! -f target/dependency/payara-micro.jar ]; then
  mvn -B -q pre-integration-test -DskipTests
  war=$(echo target/syncline-*.war)
fi
h2=$(echo "${war%.war}"/WEB-INF/lib/h2-*.jar)

mkdir -p target/bench/classes
javac -Xlint:all -d target/bench/classes -cp "$h2" src/bench/java/org/syncline/bench/*.java
exec java -Xmx512m -cp "target/bench/classes:target/classes:$h2" org.syncline.bench.FirstSync \
  "$war" target/dependency/payara-micro.jar server-config/payara-micro target/bench "${1:-100000}" "${2:-10}"
