# As apache/kafka does: KAFKA_A_B=c is the setting a.b=c, the storage is formatted when it is new.
set -euo pipefail
settings=/opt/kafka/config/server.properties
env | grep '^KAFKA_' | grep -v '^KAFKA_HEAP_OPTS=' | while IFS='=' read -r name value; do
  name="${name#KAFKA_}"
  name="${name,,}"
  echo "${name//_/.}=$value"
done >"$settings"
flags=(-XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile=/opt/kafka/log4j2.properties -cp '/opt/kafka/libs/*')
java "${flags[@]}" kafka.tools.StorageTool format --ignore-formatted --cluster-id="${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" -c "$settings"
exec java ${KAFKA_HEAP_OPTS:-} "${flags[@]}" kafka.Kafka "$settings"
