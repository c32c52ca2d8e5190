package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  private static final int POINTS_A_MODULE = 4;
  private static final int WHITE = 0xFFFFFF;

  private static Result read(QrCode code) throws Exception {
    int side = code.size() * POINTS_A_MODULE;
    int[] pixels = new int[side * side];
    Arrays.setAll(
        pixels,
        at -> code.isDark(at % side / POINTS_A_MODULE, at / side / POINTS_A_MODULE) ? 0 : WHITE);
    return new QRCodeReader()
        .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.1.7:8000/",
        "http://[fd12:3456:789a:1:2:3:4:5]:8000/",
        "http://192.168.1.7:8000/#join=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
      })
  void canBeReadAgain(String link) throws Exception {
    Result read = read(QrCode.of(link));

    assertEquals(link, read.getText());
    assertEquals("M", read.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL));
  }

  @Test
  void hasItsMarginAndIsDarkInTheCorner() {
    QrCode code = QrCode.of("http://192.168.1.7:8000/");

    for (int at = 0; at < code.size(); at++) {
      for (int edge = 0; edge < QrCode.QUIET_ZONE; edge++) {
        assertFalse(code.isDark(at, edge) || code.isDark(edge, at));
        int far = code.size() - 1 - edge;
        assertFalse(code.isDark(at, far) || code.isDark(far, at));
      }
    }
    assertTrue(code.isDark(QrCode.QUIET_ZONE, QrCode.QUIET_ZONE));
  }

  @Test
  void hasNothingOutsideOfItself() {
    QrCode code = QrCode.of("x");
    assertThrows(IndexOutOfBoundsException.class, () -> code.isDark(code.size(), 0));
    assertThrows(IndexOutOfBoundsException.class, () -> code.isDark(0, -1));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> QrCode.of("x".repeat(5_000)));
    assertThrows(IllegalArgumentException.class, () -> QrCode.of(""));
  }
}
