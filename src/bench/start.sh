#!/usr/bin/env bash
# Measures how soon a new server answers, and how much memory it holds when nobody asks for anything.
# Prints both; exit code 1 if the first answer takes more than 30 s or the idle server holds 450 MB or more.
#
#   src/bench/start.sh [options of the Java VM]             those of payara-micro:start unless told otherwise
#
# Uses what `mvn package` built, and builds it when it is not there. The server gets a free port and an empty
# data directory, so it also makes the tables and the sample data; all of it is removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly most_seconds=30 most_megabytes=450 idle_seconds=15

war=$(echo target/syncline-*.war)
server=target/dependency/payara-micro.jar
if [ ! -f "$war" ] || [ ! -f "$server" ]; then
  mvn -B -q pre-integration-test -DskipTests
  war=$(echo target/syncline-*.war)
fi
[ "$#" -gt 0 ] || set -- -Xmx512m -XX:TieredStopAtLevel=1

mkdir -p target/bench
work=$(mktemp -d target/bench/start-XXXXXX)
pid=
finish() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

# A port that nobody listens on: connecting to it fails.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# Processor time that the server has used, in hundredths of a second.
processor_time() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

port=$(free_port)
mkdir "$work/tmp"
began=$(milliseconds)
java "$@" -Dsyncline.listen=127.0.0.1 -Dsyncline.port="$port" -Dsyncline.data="$PWD/$work/data" \
  -Djava.io.tmpdir="$PWD/$work/tmp" -jar "$server" --nohazelcast --disablephonehome \
  --prebootcommandfile server-config/payara-micro/pre-boot-commands.txt \
  --logproperties server-config/payara-micro/logging.properties \
  --deploy "$war" --contextroot / >"$work/log" 2>&1 &
pid=$!

until [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "http://127.0.0.1:$port/")" = 200 ]; do
  if ! kill -0 "$pid" 2>/dev/null || grep -q 'Exception while loading the app' "$work/log" \
    || [ $(($(milliseconds) - began)) -gt 120000 ]; then
    echo "the server did not come up; the end of its log:" >&2
    tail -40 "$work/log" >&2
    exit 2
  fi
  sleep 0.1
done
first_answer=$(($(milliseconds) - began))
busy=$(processor_time)

sleep "$idle_seconds"
resident=$(($(ps -o rss= -p "$pid") / 1024))

awk -v ms="$first_answer" -v busy="$busy" -v most="$most_seconds" 'BEGIN {
  printf "first answer after %.1f s (at most %d), of which %.1f s of processor time on all cores together\n", ms / 1000, most, busy / 100
}'
echo "resident when idle $resident MB (below $most_megabytes), java $*"
[ "$first_answer" -le $((most_seconds * 1000)) ] && [ "$resident" -lt "$most_megabytes" ]
