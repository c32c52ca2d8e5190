package chat.parley.desktop.host;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;

/**
 * A text as a QR code (ISO/IEC 18004): a square of dark and light modules that does not change. Its
 * light margin of {@value #QUIET_ZONE} modules is part of it; 15 % of it may be spoilt.
 */
public final class QrCode {
  static final int QUIET_ZONE = 4;

  private final int size;
  private final BitSet dark;

  private QrCode(int size, BitSet dark) {
    this.size = size;
    this.dark = dark;
  }

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException if it is empty, or longer than about two thousand characters
   */
  public static QrCode of(String text) {
    BitMatrix matrix;
    try {
      matrix =
          new QRCodeWriter()
              .encode(
                  text,
                  BarcodeFormat.QR_CODE,
                  0, // as small as it gets: one module for each point
                  0,
                  Map.of(
                      EncodeHintType.ERROR_CORRECTION,
                      ErrorCorrectionLevel.M,
                      EncodeHintType.MARGIN,
                      QUIET_ZONE));
    } catch (WriterException e) {
      throw new IllegalArgumentException(e);
    }
    int size = matrix.getWidth();
    BitSet dark = new BitSet(size * size);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        dark.set(y * size + x, matrix.get(x, y));
      }
    }
    return new QrCode(size, dark);
  }

  /** How many modules a side has, the margins among them. */
  public int size() {
    return size;
  }

  /**
   * Whether a module is dark.
   *
   * @param x from the left, from 0
   * @param y from the top, from 0
   * @throws IndexOutOfBoundsException outside of the square
   */
  public boolean isDark(int x, int y) {
    return dark.get(Objects.checkIndex(y, size) * size + Objects.checkIndex(x, size));
  }
}
