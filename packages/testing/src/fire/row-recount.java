import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which rows of a file are in a topic: reads the committed records of a topic, and of the dead letters of the service
 * that wrote it, with the broker's own client and without a group, and decodes the first two fields of each value by
 * hand, so that no code of ours judges itself. Those fields are the name of the replay (string) and the number of the
 * row's line (long).
 *
 * Arguments, all `name=value`: brokers, topic, deadLetters (topic), lines (how many the file has, the header's being
 * the first). The last line it prints is JSON; see row-recount.ts for its shape.
 */
final class RowRecount {
  private static final int mostTold = 100;
  private final Map<String, String> told;

  private RowRecount(Map<String, String> told) {
    this.told = told;
  }

  public static void main(String[] args) {
    Map<String, String> told = new HashMap<>();
    for (String arg : args) told.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    System.out.println(new RowRecount(told).run());
    System.exit(0);
  }

  private String run() {
    final int lines = Integer.parseInt(told.get("lines"));
    final Map<String, BitSet> seen = new TreeMap<>();
    final Map<Integer, Long> newest = new HashMap<>();
    final long[] rows = {0};
    final long[] repeated = {0};
    final long[] beyond = {0};
    final long[] backward = {0};
    read(told.get("topic"), record -> {
      ByteBuffer value = framed(record.value());
      BitSet ofReplay = seen.computeIfAbsent(text(value), unused -> new BitSet());
      long line = wholeNumber(value);
      rows[0]++;
      if (line < 2 || line > lines) {
        beyond[0]++;
        return;
      }
      if (ofReplay.get((int) line)) repeated[0]++;
      ofReplay.set((int) line);
      Long before = newest.put(record.partition(), line);
      if (before != null && before > line) backward[0]++;
    });

    final Set<String> letters = new HashSet<>();
    final long[] buried = {0};
    read(told.get("deadLetters"), record -> {
      buried[0]++;
      letters.add(header(record, "dlq-topic") + "|" + header(record, "dlq-offset"));
    });

    final BitSet any = new BitSet();
    seen.values().forEach(any::or);
    final List<Integer> missing = new ArrayList<>();
    int missingRows = 0;
    for (int line = any.nextClearBit(2); line <= lines; line = any.nextClearBit(line + 1)) {
      missingRows++;
      if (missing.size() < mostTold) missing.add(line);
    }
    return String.format(
        "{\"rows\":%d,\"repeated\":%d,\"beyond\":%d,\"backward\":%d,\"missing\":%d,\"missingLines\":%s,"
            + "\"replays\":[%s],\"buried\":%d,\"buriedParts\":%d}",
        rows[0], repeated[0], beyond[0], backward[0], missingRows, missing,
        seen.keySet().stream().map(name -> '"' + name + '"').collect(Collectors.joining(",")), buried[0],
        letters.size());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Hands over all committed records of a topic, from its start to what was its end at the time of the call. */
  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
    System.err.printf("reads %s%n", topic);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, told.get("brokers"));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(500)).forEach(take);
      }
    }
  }

  /** What follows Confluent's frame: a zero and the four bytes of the schema's id. */
  private static ByteBuffer framed(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (buffer.get() != 0) throw new IllegalStateException("a value does not begin with 0");
    buffer.getInt();
    return buffer;
  }

  private static long wholeNumber(ByteBuffer buffer) {
    long zigzag = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = buffer.get();
      zigzag |= (long) (part & 0x7F) << shift;
      if (part >= 0) return (zigzag >>> 1) ^ -(zigzag & 1);
    }
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[(int) wholeNumber(buffer)];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
