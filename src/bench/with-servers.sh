# Sourced by the benchmarks that use the servers of the in-container tests: builds what is missing, compiles src/bench, and
# gives run CLASS ARGUMENTS.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

war=$(echo target/syncline-*.war)
if [ ! -f "$war" ] || [ ! -f target/dependency/payara-micro.jar ] || [ ! -d target/test-classes ]; then
  mvn -B -q pre-integration-test -DskipTests
  war=$(echo target/syncline-*.war)
fi
libraries=target/bench/libraries
mkdir -p target/bench/classes target/bench/work
if [ ! -f "$libraries" ] || [ pom.xml -nt "$libraries" ]; then
  mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$libraries"
fi
path="target/bench/classes:target/test-classes:target/classes:$(cat "$libraries")"
javac -Xlint:all,-classfile,-path,-processing -d target/bench/classes -cp "$path" src/bench/java/org/syncline/bench/*.java

run() {
  exec java -Xmx512m -cp "$path" \
    -Djava.util.logging.config.file=src/bench/logging.properties \
    -Dsyncline.it.war="$war" -Dsyncline.it.server=target/dependency/payara-micro.jar \
    -Dsyncline.it.config=server-config/payara-micro -Dsyncline.it.work=target/bench/work \
    "org.syncline.bench.$@"
}
