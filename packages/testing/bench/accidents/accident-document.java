import com.mongodb.kafka.connect.sink.MongoSinkTopicConfig;
import com.mongodb.kafka.connect.sink.converter.SinkDocument;
import com.mongodb.kafka.connect.sink.processor.PostProcessor;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Lets MongoDB's connector write the documents that our sink writes: id, meta, place, where the record lies, and no nulls.
 * Without it the server would have less to write and to index for the one than for the other.
 */
public final class AccidentDocument extends PostProcessor {
  private static final List<String> TOLD_OTHERWISE =
      List.of("accidentId", "state", "source", "startLatitude", "startLongitude");

  public AccidentDocument(MongoSinkTopicConfig config) {
    super(config);
  }

  @Override
  public void process(SinkDocument document, SinkRecord record) {
    document.getValueDoc().ifPresent(value -> complete(value, record));
  }

  private static void complete(BsonDocument value, SinkRecord record) {
    value.values().removeIf(field -> field.isNull());
    value.put("_id", value.get("accidentId"));
    final var meta = new BsonDocument("state", value.get("state"));
    if (value.containsKey("source")) meta.put("source", value.get("source"));
    value.put("meta", meta);
    final var place = new BsonArray(List.of(value.get("startLongitude"), value.get("startLatitude")));
    value.put("location", new BsonDocument("type", new BsonString("Point")).append("coordinates", place));
    value.put("record", new BsonDocument("partition", new BsonInt32(record.kafkaPartition()))
        .append("offset", new BsonInt64(record.kafkaOffset()))
        .append("appendedAt", new BsonDateTime(record.timestamp())));
    TOLD_OTHERWISE.forEach(value::remove);
  }
}
