package chat.parley.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A moment in milliseconds since the epoch; on the wire, seconds as a JSON number with exactly
 * three decimals.
 */
@JsonSerialize(using = Timestamp.Serializer.class)
public record Timestamp(long millis) implements Comparable<Timestamp> {
  public static Timestamp of(Instant instant) {
    return new Timestamp(instant.toEpochMilli());
  }

  @JsonCreator
  static Timestamp ofSeconds(BigDecimal seconds) {
    return new Timestamp(seconds.movePointRight(3).longValueExact());
  }

  @Override
  public int compareTo(Timestamp other) {
    return Long.compare(millis, other.millis);
  }

  /** The wire form, for example {@code 1693420800.123}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  static final class Serializer extends StdSerializer<Timestamp> {
    Serializer() {
      super(Timestamp.class);
    }

    @Override
    public void serialize(Timestamp value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.toString());
    }
  }
}
