package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply whose request the container has ended meanwhile, as it does while it stops. */
class AnswerTest {
  private final List<String> attempts = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesItForNoFaultThatItCannotBeWritten(boolean ended) {
    Answer.json(context(new Cut(ended)), 200, new byte[7]);

    assertEquals(List.of("7 bytes"), attempts);
  }

  /** Fails like Jetty does on a request that it has ended, or whose connection is closed. */
  private final class Cut extends ServletOutputStream {
    private final boolean ended;

    Cut(boolean ended) {
      this.ended = ended;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      attempts.add(length + " bytes");
      if (ended) {
        throw new IllegalStateException("too much content written");
      }
      throw new IOException("closed");
    }

    @Override
    public void write(int b) {
      throw new AssertionError("byte by byte");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new AssertionError("not asked for");
    }
  }

  private static Context context(ServletOutputStream out) {
    HttpServletResponse response =
        proxy(HttpServletResponse.class, name -> name.equals("getOutputStream") ? out : null);
    return proxy(Context.class, name -> name.equals("res") ? response : null);
  }

  private static <T> T proxy(Class<T> type, Function<String, @Nullable Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            AnswerTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> results.apply(method.getName())));
  }
}
